// Which share of every layer is dead, and which share of its outputs is saturated.

import { firstRun } from "../history.js";
import { changeMarks } from "./curves.js";
import { layerCurves, layeredFigure } from "./layers.js";

/** The figure for one experiment. */
export function unitsFigure(history, colours) {
  const run = firstRun(history);
  const dead = layerCurves(run, "dead", colours, { suffix: ": dead", format: ".1~%" });
  const saturated = layerCurves(run, "saturated", colours, { suffix: ": saturated", dash: "6px,3px", format: ".1~%" });
  const axis = { title: { text: "share" }, range: [-0.02, 1.02], autorange: false, tickformat: ".0%" };
  return layeredFigure(run, [...dead, ...saturated], axis, [0, 1], run ? changeMarks(run, colours) : {});
}
