// How long the gradient is and how long the weights are: why a loss stalls or explodes.

import { firstRun } from "../history.js";
import { changeMarks, curve, emptyLayout, epochAxis } from "./curves.js";
import { runsFigure } from "./several.js";

/** The figure for one experiment. */
export function normsFigure(history, colours) {
  if (history.runs.size > 1) return runsFigure(history, colours, "gradient_norm", { yaxis: { title: { text: "gradient norm" }, rangemode: "tozero" } });
  const run = firstRun(history);
  const layout = { xaxis: epochAxis(run), yaxis: { title: { text: "Euclidean norm" }, rangemode: "tozero" } };
  if (!run || run.length < 2) return { traces: [], layout: emptyLayout(layout, [0, 1]), empty: true };
  const traces = [
    curve(run, "gradient_norm", { name: "gradient (mean of the epoch)", colour: colours.accent }),
    curve(run, "weight_norm", { name: "weights", colour: colours.test, dash: "2px,2px" }),
  ];
  return { traces, layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
}
