// The error of every racer over its steps, as far as the race is on show. Pure.

import { lookOf } from "../charts/several.js";
import { figure } from "../numbers.js";
import { chartSteps } from "./track.js";

/** Longer races are drawn over the logarithm of their steps: the first ones matter most. */
const LONG = 3000;

/**
 * `shown`: {racers: [{number, name, hidden, track}], step, lowest (the least error of the landscape, or null), tolerance}.
 * Above a known minimum the distance to it is drawn, on an axis that may be logarithmic; else the error itself.
 */
export function raceFigure({ racers, step, lowest, tolerance }, colours) {
  const above = lowest !== null;
  const long = step > LONG;
  const layout = {
    xaxis: { title: { text: "step" }, ...(long ? { type: "log", range: [0, Math.log10(step)], dtick: 1, exponentformat: "power" } : { range: [0, Math.max(10, step)] }), autorange: false },
    yaxis: { title: { text: above ? "error above the minimum" : "error" }, autorange: true, exponentformat: "power" },
    hovermode: "x unified",
  };
  const drawn = racers.filter(({ hidden, track }) => !hidden && track?.length);
  if (step === 0 || drawn.length === 0) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, range: [0, 10], type: "linear" }, yaxis: { ...layout.yaxis, range: [0, 1] } }, empty: true };
  const traces = drawn.map(({ number, name, track }) => {
    const { colour, dash } = lookOf(number + 1, colours);
    const x = Float64Array.from(chartSteps(track.shown(step)).filter((each) => each > 0 || !long));
    const y = Float64Array.from(x, (each) => heightOf(track.values[each], lowest));
    return { type: "scatter", mode: "lines", name: `${number + 1} ${name}`, x, y, line: { color: colour, dash, width: 2 }, hovertemplate: "%{y:.4~g}" };
  });
  return { traces, layout: { ...layout, ...(above ? line(tolerance, colours) : {}) }, empty: false };
}

/** What a logarithmic axis cannot show is left out. */
function heightOf(value, lowest) {
  if (!Number.isFinite(value)) return NaN;
  if (lowest === null) return value;
  return value > lowest ? value - lowest : NaN;
}

function line(tolerance, colours) {
  return {
    shapes: [{ type: "line", xref: "paper", yref: "y", x0: 0, x1: 1, y0: tolerance, y1: tolerance, line: { color: colours.muted, dash: "dot", width: 1.4 } }],
    annotations: [{ xref: "paper", yref: "y", x: 1, y: Math.log10(tolerance), xanchor: "right", yanchor: "bottom", text: `arrived: ${figure(tolerance)}`, showarrow: false, font: { color: colours.muted, size: 12 } }],
  };
}
