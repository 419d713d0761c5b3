// The private factors of the learning rate that adaptive gains give to the weights: all of them, the middle half, the median.

import { firstRun, has } from "../history.js";
import { band } from "./activations.js";
import { line } from "./curves.js";
import { layeredFigure } from "./layers.js";

/** The figure for one experiment; empty for other optimizers. */
export function gainsFigure(history, colours) {
  const run = firstRun(history);
  const traces = [];
  if (has(run, "gains")) {
    const quantile = (place) => Float64Array.from(run.columns.gains, (values) => values?.[place] ?? NaN);
    const shown = Array.from({ length: run.length }, (_, row) => run.columns.gains[row] ?? []);
    traces.push({
      ...line(run, quantile(2), { name: "median", colour: colours.accent }), customdata: shown,
      hovertemplate: "median %{y:.3~g}, half in %{customdata[1]:.3~g}–%{customdata[3]:.3~g}, all in %{customdata[0]:.3~g}–%{customdata[4]:.3~g}",
    });
    traces.push(...band(run, quantile(0), quantile(4), colours.accent, 0.12), ...band(run, quantile(1), quantile(3), colours.accent, 0.22));
  }
  return layeredFigure(run, traces, { title: { text: "gain of the weights" }, rangemode: "tozero" }, [0, 2]);
}
