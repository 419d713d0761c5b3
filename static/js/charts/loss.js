// Training and validation loss against the epochs.

import { bestEpoch, firstRun } from "../history.js";
import { bestMark, changeMarks, curve, EPOCHS } from "./curves.js";

const NAMES = { cross_entropy: "cross-entropy", bce: "binary cross-entropy", mse: "mean squared error" };

/** The figure for one experiment whose loss is of this kind. */
export function lossFigure(kind) {
  const title = `loss (${NAMES[kind] || kind || "…"})`;
  return (history, colours) => {
    const run = firstRun(history);
    const layout = { xaxis: EPOCHS, yaxis: { title: { text: title }, rangemode: "tozero" } };
    if (!run || run.length === 0) return { traces: [], layout, empty: true };
    const traces = [curve(run, "train_loss", { name: "training", colour: colours.train })];
    if (run.best.validation_loss) {
      traces.push(curve(run, "validation_loss", { name: "validation", colour: colours.validation, dash: "6px,3px" }));
    }
    const best = bestEpoch(run);
    if (best) {
      traces.push(bestMark(best, best.metric === "train_loss" ? colours.train : colours.validation, colours["surface-raised"]));
    }
    return { traces, layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
  };
}
