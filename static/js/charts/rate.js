// The learning rate that each epoch used.

import { firstRun } from "../history.js";
import { changeMarks, curve, emptyLayout, epochAxis } from "./curves.js";
import { runsFigure } from "./several.js";

/** The figure for one experiment. */
export function rateFigure(history, colours) {
  if (history.runs.size > 1) return runsFigure(history, colours, "learning_rate", { yaxis: { title: { text: "learning rate η" }, rangemode: "tozero" } });
  const run = firstRun(history);
  const layout = { xaxis: epochAxis(run), yaxis: { title: { text: "learning rate η" }, rangemode: "tozero" }, showlegend: false };
  if (!run || run.length < 2) return { traces: [], layout: emptyLayout(layout, [0, 0.1]), empty: true };
  const trace = curve(run, "learning_rate", { name: "learning rate", colour: colours.accent });
  return { traces: [{ ...trace, measured: false, line: { ...trace.line, shape: "vh" } }], layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
}
