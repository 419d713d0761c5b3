// The strip of figures above the charts: where training is, and the last and the best of every metric.

import { last, lastEpoch, METRICS, nameOf, subject } from "./history.js";
import { count, figure, percent, whole } from "./numbers.js";

/** Writes the figures of a history into the strip; `classes` says whether there are accuracies at all. */
export function showSummary(strip, history, status, { epochs = null, classes = true } = {}) {
  const run = subject(history);
  const whose = history.runs.size > 1 && run ? nameOf(run) : "";
  const epoch = run?.length ? run.columns.epoch[run.length - 1] : 0;
  const of = status?.epochs ?? epochs;
  const updates = run?.length ? last(run, "updates") : 0;
  put(strip, "epoch", whole(epoch), [of ? `of ${whole(of)}` : "", updates ? count(updates, "update") : ""].filter(Boolean).join(" · "));
  for (const metric of METRICS) {
    const write = metric.endsWith("accuracy") ? percent : figure;
    const best = run?.best[metric];
    const now = last(run, metric);
    const error = metric.startsWith("validation") ? last(run, `${metric}_error`) : null;
    const notes = [whose, error === null ? "" : `± ${write(error)}`, best && run.length > 1 ? `best ${write(best.value)}, epoch ${whole(best.epoch)}` : old(run, metric, epoch)];
    put(strip, metric, write(now), notes.filter(Boolean).join(" · "), now);
    strip.querySelector(`[data-figure="${metric}"]`).hidden = metric.endsWith("accuracy") && !classes;
  }
}

/** "at epoch 0": validation may be far behind training. */
function old(run, metric, epoch) {
  const known = lastEpoch(run, metric);
  return known === null || known === epoch ? "" : `at epoch ${whole(known)}`;
}

function put(strip, name, text, note, value = null) {
  const cell = strip.querySelector(`[data-figure="${name}"]`);
  if (!cell) return;
  cell.querySelector("[data-value]").textContent = text;
  if (value !== null) cell.dataset.exact = value;
  else delete cell.dataset.exact;
  const said = cell.querySelector("[data-note]");
  if (said.textContent !== note) said.textContent = said.title = note;
}
