// How the weights of every layer are spread, and what its units put out: a curve per layer for the epoch on show. Pure.

import { layersOf } from "../network/forward.js";
import { columnsOf, inputsOf } from "../network/pipeline.js";
import { layerColour, layerName } from "./layers.js";

const BINS = 41;
/** Multiplications of one forward pass for the outputs, about: a few thousandths of a second. */
const MOST_WORK = 1_000_000;
const MOST_SAMPLES = 256;

/** Weights of each layer: stage → figure. What is faint is how they began. */
export function weightHistogram({ scene, weights, epoch }, colours) {
  const layers = scene && weights ? scene.layers.map(({ start, bias }) => weights.subarray(start, bias)) : [];
  const begun = scene?.weights && epoch > 0 ? scene.layers.map(({ start, bias }) => scene.weights.subarray(start, bias)) : [];
  return figureOf(layers, begun, "weight", "share of the layer's weights", epoch, colours);
}

/** What the units of each hidden layer put out for training samples: stage → figure. */
export function activationHistogram(stage, colours) {
  return figureOf(outputsOf(stage), [], "output of a unit", "share of the layer's outputs", stage.epoch, colours, 1);
}

/** All outputs of each hidden layer, for as many samples as are quick. */
function outputsOf({ scene, weights }) {
  const samples = scene?.samples?.train;
  if (!samples || !weights || scene.layers.length < 2) return [];
  const work = scene.layers.reduce((sum, { units, fan_in: before }) => sum + units * before, 0);
  const count = Math.min(samples.count, MOST_SAMPLES, Math.floor(MOST_WORK / work));
  if (count < 8) return [];
  const columns = columnsOf(samples.inputs.subarray(0, count * scene.columns.length), scene.columns.length);
  const hidden = layersOf(scene, weights, inputsOf(columns, scene.columns, scene.pipeline)).slice(1, -1);
  return hidden.map((units) => Float64Array.from(units.flatMap((values) => Array.from(values))));
}

/** `beyond`: how many layers follow that are not shown, so that each keeps its name and colour. */
function figureOf(layers, faint, what, share, epoch, colours, beyond = 0) {
  const layout = {
    xaxis: { title: { text: `${what}, epoch ${epoch}` }, zeroline: true, hoverformat: ".3~g" }, yaxis: { title: { text: share }, tickformat: ".0~%", rangemode: "tozero" },
    showlegend: false, margin: { l: 58, r: 14, t: 30, b: 44 },
  };
  const furthest = Math.max(...[...layers, ...faint].map(largest));
  if (!(furthest > 0)) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, range: [-1, 1] }, yaxis: { ...layout.yaxis, range: [0, 0.2] } }, empty: true };
  const count = layers.length + beyond;
  const curve = (values, number, style) => ({
    type: "scatter", mode: "lines", name: layerName(number, count), x: middles(furthest), y: shares(values, furthest),
    hovertemplate: "%{y:.1~%}", line: { color: layerColour(number, count, colours), width: 2, shape: "hvh" }, ...style,
  });
  const old = faint.map((values, number) => ({
    ...curve(values, number, { opacity: 0.45, hoverinfo: "skip", hovertemplate: undefined }),
    line: { color: layerColour(number, count, colours), width: 1, dash: "2px,2px", shape: "hvh" },
  }));
  return { traces: [...layers.map((values, number) => curve(values, number)), ...old], layout, empty: false };
}

/** The share of the values in each bin between −limit and limit, the middle one around zero. */
export function shares(values, limit) {
  const counts = new Float64Array(BINS);
  let known = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    known += 1;
    counts[Math.min(BINS - 1, Math.floor(((value + limit) / (2 * limit)) * BINS))] += 1;
  }
  return known ? counts.map((count) => count / known) : counts;
}

const middles = (limit) => Float64Array.from({ length: BINS }, (_, bin) => limit * ((2 * bin + 1) / BINS - 1));

function largest(values) {
  let found = 0;
  for (const value of values) if (Number.isFinite(value) && Math.abs(value) > found) found = Math.abs(value);
  return found;
}
