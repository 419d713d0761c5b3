// How long the weights of every layer are, and how far all of them have moved from where they began.

import { firstRun, has } from "../history.js";
import { changeMarks, curve } from "./curves.js";
import { layerCurves, layeredFigure } from "./layers.js";

/** The figure for one experiment. */
export function weightsFigure(history, colours) {
  const run = firstRun(history);
  const traces = layerCurves(run, "weight_norm", colours);
  if (traces.length && has(run, "distance")) {
    traces.push(curve(run, "distance", { name: "distance moved", colour: colours.text, dash: "2px,3px" }));
  }
  return layeredFigure(run, traces, { title: { text: "norm (dotted: distance moved)" }, rangemode: "tozero" }, [0, 1], run ? changeMarks(run, colours) : {});
}
