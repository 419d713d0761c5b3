// Training and validation accuracy against the epochs. Not for data sets that ask for a number.

import { bestEpoch, firstRun, has } from "../history.js";
import { percent } from "../numbers.js";
import { comparedTraces } from "./compared.js";
import { bestMark, changeMarks, curve, emptyLayout, epochAxis, errorBand, lastMarks } from "./curves.js";
import { severalFigure } from "./several.js";

const AXIS = { title: { text: "accuracy (share classified right)" }, tickformat: ".3~p" };

/** The figure for one experiment. */
export function accuracyFigure(history, colours) {
  if (history.runs.size > 1) return severalFigure(history, colours, "accuracy", { yaxis: AXIS, format: ".1%" });
  const run = firstRun(history);
  const layout = { xaxis: epochAxis(run), yaxis: AXIS };
  const known = ["train", "validation"].filter((split) => has(run, `${split}_accuracy`));
  if (!known.length) return { traces: [], layout: emptyLayout(layout, [0, 1]), empty: true };
  const traces = known.includes("train") ? [curve(run, "train_accuracy", { name: "training", colour: colours.train, format: ".1%" })] : [];
  if (has(run, "validation_accuracy")) {
    traces.push(...errorBand(run, "validation_accuracy", colours.validation));
    traces.push(curve(run, "validation_accuracy", { name: "validation", colour: colours.validation, dash: "6px,3px", format: ".1%" }));
  }
  const best = bestEpoch(run);
  const column = best?.metric === "train_loss" ? "train_accuracy" : "validation_accuracy";
  const value = best && run.columns[column][run.columns.epoch.indexOf(best.epoch)];
  if (value !== null && value !== undefined) {
    traces.push(bestMark(run, { ...best, value }, column === "train_accuracy" ? colours.train : colours.validation, colours["surface-raised"]));
  }
  traces.push(...lastMarks(run, known.map((split) => ({ column: `${split}_accuracy`, colour: colours[split] })), percent));
  return { traces: [...traces, ...comparedTraces(history, "accuracy", colours, ".1%")], layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
}
