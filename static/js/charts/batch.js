// How many samples each update saw: it changes where batches grow, or where somebody changes them.

import { firstRun } from "../history.js";
import { changeMarks, curve, emptyLayout, epochAxis } from "./curves.js";
import { runsFigure } from "./several.js";

/** The figure for one experiment. */
export function batchFigure(history, colours) {
  const yaxis = { title: { text: "samples per update" }, rangemode: "tozero" };
  if (history.runs.size > 1) return runsFigure(history, colours, "batch_size", { yaxis });
  const run = firstRun(history);
  const layout = { xaxis: epochAxis(run), yaxis, showlegend: false };
  if (!run || run.length < 2) return { traces: [], layout: emptyLayout(layout, [0, 32]), empty: true };
  const trace = curve(run, "batch_size", { name: "batch size", colour: colours.accent, format: ",d" });
  return { traces: [{ ...trace, measured: false, line: { ...trace.line, shape: "vh" } }], layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
}
