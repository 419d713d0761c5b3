// Seconds spent on training and on validation since the start.

import { firstRun, has } from "../history.js";
import { curve } from "./curves.js";
import { layeredFigure } from "./layers.js";

/** The figure for one experiment. */
export function timeFigure(history, colours) {
  const run = firstRun(history);
  const traces = run && run.length > 1 ? [curve(run, "seconds", { name: "training", colour: colours.train })] : [];
  if (traces.length && has(run, "validation_seconds")) {
    traces.push(curve(run, "validation_seconds", { name: "validation", colour: colours.validation, dash: "6px,3px" }));
  }
  for (const trace of traces) trace.measured = false;
  return layeredFigure(run, traces, { title: { text: "seconds since the start" }, rangemode: "tozero" }, [0, 1], { showlegend: true });
}
