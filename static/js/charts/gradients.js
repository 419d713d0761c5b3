// The gradient of every layer: where it vanishes on its way back, and where it explodes.

import { firstRun } from "../history.js";
import { changeMarks } from "./curves.js";
import { layerCurves, layeredFigure } from "./layers.js";

/** The figure for one experiment. */
export function gradientsFigure(history, colours) {
  const run = firstRun(history);
  const traces = layerCurves(run, "gradient_norm", colours);
  return layeredFigure(run, traces, { title: { text: "gradient norm" }, rangemode: "tozero" }, [0, 1], run ? changeMarks(run, colours) : {});
}
