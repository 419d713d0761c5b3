// The learning rate that each epoch used.

import { firstRun } from "../history.js";
import { changeMarks, curve, EPOCHS } from "./curves.js";

/** The figure for one experiment. */
export function rateFigure(history, colours) {
  const run = firstRun(history);
  const layout = { xaxis: EPOCHS, yaxis: { title: { text: "learning rate η" }, rangemode: "tozero" }, showlegend: false };
  if (!run || run.length < 2) return { traces: [], layout, empty: true };
  const trace = curve(run, "learning_rate", { name: "learning rate", colour: colours.accent });
  return { traces: [{ ...trace, line: { ...trace.line, shape: "vh" } }], layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
}
