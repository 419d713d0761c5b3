// What the charts of layers share: a colour and a name for each layer, and one figure of it as a curve. Pure.

import { layerCount } from "../history.js";
import { emptyLayout, epochAxis, line } from "./curves.js";

/** "hidden 1" … "output". */
export function layerName(number, layers) {
  if (number === layers - 1) return "output";
  return layers === 2 ? "hidden" : `hidden ${number + 1}`;
}

/** From the first layer to the last the colour goes from that of training to that of validation. */
export function layerColour(number, layers, colours) {
  return layers < 2 ? colours.train : mixed(colours.train, colours.validation, number / (layers - 1));
}

function mixed(one, other, part) {
  const [from, to] = [one, other].map((colour) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
  if (from.length < 3 || to.length < 3) return part < 0.5 ? one : other;
  return `rgb(${from.map((value, index) => Math.round(value + part * (to[index] - value))).join(", ")})`;
}

/** One figure of one layer, an entry per epoch; NaN where it is not known. */
export function layerValues(run, name, number) {
  return Float64Array.from(run.layers[name], (values) => values?.[number] ?? NaN);
}

/** The curves of one figure, a curve per layer that has it. */
export function layerCurves(run, name, colours, { dash = "solid", suffix = "", format = ".4~g" } = {}) {
  const layers = layerCount(run);
  const curves = [];
  for (let number = 0; number < layers; number += 1) {
    const y = layerValues(run, name, number);
    if (y.every(Number.isNaN)) continue;
    curves.push(line(run, y, { name: `${layerName(number, layers)}${suffix}`, colour: layerColour(number, layers, colours), dash, format }));
  }
  return curves;
}

/** A figure without a legend of its own: the names of the layers stand once above all of these charts. */
export function layeredFigure(run, traces, yaxis, range, more = {}) {
  const layout = { yaxis, showlegend: false, margin: { l: 58, r: 14, t: 30, b: 44 } };
  if (traces.length === 0) return { traces: [], layout: emptyLayout({ ...layout, xaxis: epochAxis(null) }, range), empty: true };
  return { traces, layout: { ...layout, xaxis: epochAxis(run), ...more }, empty: false };
}
