// What the weights cost on top of the loss, and what the noise in them amounts to.

import { firstRun } from "../history.js";
import { changeMarks, curve } from "./curves.js";
import { layeredFigure } from "./layers.js";

/** The figure for one experiment; empty where nothing is penalized and no noise disturbs the weights. */
export function penaltyFigure(history, colours) {
  const run = firstRun(history);
  const some = (column) => run?.columns[column].some((value) => value > 0);
  const traces = [];
  if (some("penalty")) traces.push(curve(run, "penalty", { name: "L1 and L2", colour: colours.accent }));
  if (some("noise_penalty")) traces.push(curve(run, "noise_penalty", { name: "weight noise, estimated", colour: colours.test, dash: "2px,2px" }));
  const more = run ? { ...changeMarks(run, colours), showlegend: some("noise_penalty") } : {};
  return layeredFigure(run, traces, { title: { text: "penalty" }, rangemode: "tozero" }, [0, 1], more);
}
