// The error of every racer over its steps, as far as the race is on show. Pure.

import { lookOf } from "../charts/several.js";
import { figure } from "../numbers.js";
import { chartSteps } from "./track.js";

/** Longer races are drawn over the logarithm of their steps: the first ones matter most. */
const LONG = 3000;
/** So far below the tolerance nothing is drawn: a logarithmic axis would go on down to the last bits. */
const DEEP = 1e-4;
const BELOW = "Some errors lie below 0 and have no logarithm.";

/**
 * `shown`: {racers: [{number, name, hidden, track}], step, lowest (the least error of the landscape, or null), tolerance}.
 * Above a known minimum the distance to it is drawn, on an axis that may be logarithmic; else the error itself, and where
 * that falls below 0 the axis is linear.
 */
export function raceFigure({ racers, step, lowest, tolerance }, colours) {
  const above = lowest !== null;
  const long = step > LONG;
  const layout = {
    xaxis: { title: { text: "step" }, ...(long ? { type: "log", range: [0, Math.log10(step)], dtick: 1, exponentformat: "power" } : { range: [0, Math.max(10, step)] }), autorange: false },
    yaxis: { title: { text: above ? "error above the minimum" : "error" }, autorange: true, exponentformat: "power" },
    hovermode: "x unified",
    showlegend: false,
    margin: { l: 52, r: 22, t: 12, b: 44 },
  };
  const drawn = racers.filter(({ hidden, track }) => !hidden && track?.length);
  if (step === 0 || drawn.length === 0) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, range: [0, 10], type: "linear" }, yaxis: { ...layout.yaxis, range: [0, 1] } }, empty: true };
  const traces = drawn.map(({ number, name, track }) => {
    const { colour, dash } = lookOf(number + 1, colours);
    const x = Float64Array.from(chartSteps(track.shown(step)).filter((each) => each > 0 || !long));
    const y = Float64Array.from(x, (each) => heightOf(track.values[each], lowest, tolerance));
    // The number of the ball at the end of its line: colours alone do not tell everybody who is who.
    const end = y.findLastIndex((value) => !Number.isNaN(value));
    const text = Array.from(x, (_, index) => (index === end ? String(number + 1) : ""));
    return {
      type: "scatter", mode: "lines+text", name: `${number + 1} ${name}`, x, y, text, textposition: "top left", textfont: { color: colour, size: 13 }, cliponaxis: false,
      line: { color: colour, dash, width: 2 }, hovertemplate: "%{y:.4~g}",
    };
  });
  if (above) traces.push(arrival(tolerance, [long ? 1 : 0, step], colours));
  if (!traces.some(({ y }) => y.some((value) => value <= 0))) return { traces, layout, empty: false };
  return { traces, layout: { ...layout, yaxis: { ...layout.yaxis, title: { text: "error, linear: some lie below 0" } } }, empty: false, linear: BELOW };
}

/** What a logarithmic axis cannot show is left out. */
function heightOf(value, lowest, tolerance) {
  if (!Number.isFinite(value)) return NaN;
  if (lowest === null) return value;
  return value - lowest > DEEP * tolerance ? value - lowest : NaN;
}

/** The height at which a racer has arrived. */
function arrival(tolerance, xs, colours) {
  return {
    type: "scatter", mode: "lines+text", name: "arrived", x: xs, y: [tolerance, tolerance], text: [`arrived: ${figure(tolerance)}`, ""], textposition: "top right",
    textfont: { color: colours.muted, size: 12 }, line: { color: colours.muted, dash: "dot", width: 1.4 }, hoverinfo: "skip",
  };
}
