// How far one run is from another: the largest difference of their figures, in numbers and in words. Pure.

import { figure, whole } from "../../numbers.js";

const COMPARED = {
  train_loss: "training loss", validation_loss: "validation loss", train_accuracy: "training accuracy",
  validation_accuracy: "validation accuracy", gradient_norm: "gradient norm", weight_norm: "weight norm",
};

/** {value, epoch, metric, epochs}: the largest difference over the epochs that both have; a figure that only one has counts as infinite. */
export function largestDifference(run, other, from = 0) {
  const rows = new Map(other.columns.epoch.map((epoch, row) => [epoch, row]));
  let largest = { value: 0, epoch: null, metric: null };
  let epochs = 0;
  run.columns.epoch.forEach((epoch, row) => {
    if (epoch < from || !rows.has(epoch)) return;
    epochs += 1;
    for (const metric of Object.keys(COMPARED)) {
      const value = distance(run.columns[metric][row], other.columns[metric][rows.get(epoch)]);
      if (value > largest.value) largest = { value, epoch, metric };
    }
  });
  return { ...largest, epochs };
}

function distance(one, other) {
  if (one === other || (one ?? null) === (other ?? null)) return 0;
  return Number.isFinite(one) && Number.isFinite(other) ? Math.abs(one - other) : Infinity;
}

/** The sentence about a run and the one that it repeats; `changed`: something was set that the other did not have. */
export function differenceInWords(run, other, { from = 0, changed = false } = {}) {
  const { value, epoch, metric, epochs } = largestDifference(run, other, from);
  if (epochs === 0) return "";
  const [mine, theirs] = [run.finished, other.finished];
  if (value > 0) {
    const size = Number.isFinite(value) ? `${figure(value)} in the ${COMPARED[metric]}` : `the ${COMPARED[metric]}, which only one of them has,`;
    return `Largest difference: ${size} at epoch ${whole(epoch)}. ${changed ? "" : machines(mine, theirs)}`.trim();
  }
  if (!mine || !theirs) return `Largest difference so far: 0 at each of ${whole(epochs)} epochs.`;
  if (mine.weights_sha256 !== theirs.weights_sha256) return `Figures equal at every epoch, but the final weights differ. ${machines(mine, theirs)}`.trim();
  const where = mine.fingerprint === theirs.fingerprint ? "same machine fingerprint" : `on another machine: ${mine.fingerprint}, then ${theirs.fingerprint}`;
  return `Largest difference: 0 at every epoch: identical bits, ${where}.`;
}

/** Why they may differ: the parts of the fingerprint that do. */
function machines(mine, theirs) {
  if (!mine || !theirs) return "";
  const [one, other] = [mine, theirs].map(({ fingerprint }) => fingerprint.split(", "));
  const differing = one.map((part, index) => [part, other[index]]).filter(([part, recorded]) => part !== recorded);
  if (differing.length === 0) return "The machine has the same fingerprint.";
  return `The machine differs: ${differing.map(([part, recorded]) => `${part} here, ${recorded ?? "nothing"} in the record`).join("; ")}.`;
}
