// The generalization gap: how much worse validation is than training. Where it grows, the network learns by heart.

import { firstRun, has } from "../history.js";
import { changeMarks, emptyLayout, epochAxis, line } from "./curves.js";
import { runsFigure } from "./several.js";

/** Validation loss − training loss in every row; NaN where one of them is not known. */
export function gapOf(run) {
  const { train_loss: training, validation_loss: validation } = run.columns;
  return Float64Array.from(validation, (value, row) => (value === null || training[row] === null ? NaN : value - training[row]));
}

/** The figure for one experiment; empty without a validation split. */
export function gapFigure(history, colours) {
  const yaxis = { title: { text: "validation − training loss" }, zeroline: true, zerolinecolor: colours.axis };
  const run = firstRun(history);
  const layout = { xaxis: epochAxis(run), yaxis, showlegend: false };
  if (!run || run.length < 2 || !has(run, "validation_loss")) return { traces: [], layout: emptyLayout(layout, [0, 0.1]), empty: true };
  if (history.runs.size > 1) return runsFigure(history, colours, gapOf, { yaxis });
  const trace = { ...line(run, gapOf(run), { name: "gap", colour: colours.validation }), fill: "tozeroy", fillcolor: colours.validation.replace(/^rgb\((.*)\)$/, "rgba($1, 0.1)") };
  return { traces: [trace], layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
}
