// How much the last update of an epoch changed every layer: about 0.001 is usual, far above is restless, far below rests.

import { firstRun } from "../history.js";
import { changeMarks } from "./curves.js";
import { layerCurves, layeredFigure } from "./layers.js";

/** The figure for one experiment. */
export function updatesFigure(history, colours) {
  const run = firstRun(history);
  const traces = layerCurves(run, "update_ratio", colours);
  return layeredFigure(run, traces, { title: { text: "‖Δw‖ / ‖w‖" }, rangemode: "tozero" }, [0, 0.01], run ? changeMarks(run, colours) : {});
}
