// What the weights cost on top of the loss.

import { firstRun } from "../history.js";
import { changeMarks, curve } from "./curves.js";
import { layeredFigure } from "./layers.js";

/** The figure for one experiment; empty where nothing is penalized. */
export function penaltyFigure(history, colours) {
  const run = firstRun(history);
  const traces = run?.columns.penalty.some((value) => value > 0) ? [curve(run, "penalty", { name: "penalty", colour: colours.accent })] : [];
  return layeredFigure(run, traces, { title: { text: "penalty" }, rangemode: "tozero" }, [0, 1], run ? changeMarks(run, colours) : {});
}
