// The forward pass of a network over its flat parameter row (training/layout.py, training/network.py). Pure.
//
// Arrays hold one unit for many samples, so what a unit's map shows lies together. Sums are taken in float64: the result
// is then as near to the engine's as its own float32 allows.

import { activate, speak } from "./activations.js";
import { columnsOf, inputsOf } from "./pipeline.js";

const EPSILON = 1e-5;
/** So many samples at once that a layer of them stays in a processor's cache. */
const BLOCK = 1024;

/** What the network says of raw columns: one Float64Array per output, probabilities or numbers. */
export function outputsOf(scene, weights, columns) {
  const outputs = columns.length ? Array.from({ length: scene.layers.at(-1).units }, () => new Float64Array(columns[0].length)) : [];
  inBlocks(columns, (block, start) => {
    const last = layersOf(scene, weights, inputsOf(block, scene.columns, scene.pipeline)).at(-1);
    last.forEach((values, unit) => outputs[unit].set(values, start));
  });
  return outputs;
}

/** What the network says of the samples of a split, {inputs: row by row}: one Float64Array per output. */
export function predictions(scene, weights, samples) {
  return outputsOf(scene, weights, columnsOf(samples.inputs, scene.columns.length));
}

/** Calls `act(columns, start)` with a few samples at a time. */
export function inBlocks(columns, act) {
  for (let start = 0; start < columns[0].length; start += BLOCK) act(columns.map((column) => column.slice(start, start + BLOCK)), start);
}

/** The values of every unit, [inputs, hidden layers …, outputs], each [Float64Array per unit], for prepared inputs. */
export function layersOf(scene, weights, inputs) {
  const layers = [inputs];
  for (const layer of scene.layers) {
    const sums = weightedSums(layer, weights, layers.at(-1));
    if (layer.normalization === "batch") byRunningFigures(layer, weights, scene.layers.at(-1).end + layer.statistics, sums);
    if (layer.normalization === "layer") bySample(layer, weights, sums);
    if (layer.activation) for (const values of sums) activate(values, layer.activation);
    layers.push(sums);
  }
  speak(layers.at(-1), scene.output.activation);
  return layers;
}

function weightedSums(layer, weights, before) {
  const samples = before[0].length;
  return Array.from({ length: layer.units }, (_, unit) => {
    const sums = new Float64Array(samples).fill(weights[layer.bias + unit]);
    const row = layer.start + unit * layer.fan_in;
    let input = 0;
    // Four inputs at a time: each sum is read and written a quarter as often.
    for (; input + 3 < layer.fan_in; input += 4) addFour(sums, before, input, weights, row + input);
    for (; input < layer.fan_in; input += 1) addOne(sums, before[input], weights[row + input]);
    return sums;
  });
}

function addFour(sums, before, input, weights, at) {
  const [a, b, c, d] = [before[input], before[input + 1], before[input + 2], before[input + 3]];
  const [v, w, x, y] = [weights[at], weights[at + 1], weights[at + 2], weights[at + 3]];
  for (let index = 0; index < sums.length; index += 1) sums[index] += v * a[index] + w * b[index] + x * c[index] + y * d[index];
}

function addOne(sums, values, weight) {
  for (let index = 0; index < sums.length; index += 1) sums[index] += weight * values[index];
}

/** Batch normalization as networks are evaluated: by running means and variances. */
function byRunningFigures(layer, weights, statistics, sums) {
  sums.forEach((values, unit) => {
    const factor = weights[layer.gain + unit] / Math.sqrt(weights[statistics + layer.units + unit] + EPSILON);
    const shift = weights[layer.offset + unit] - weights[statistics + unit] * factor;
    for (let index = 0; index < values.length; index += 1) values[index] = values[index] * factor + shift;
  });
}

/** Layer normalization: by mean and variance over the units of each sample. */
function bySample(layer, weights, sums) {
  for (let index = 0; index < sums[0].length; index += 1) {
    let [mean, variance] = [0, 0];
    for (const values of sums) mean += values[index] / layer.units;
    for (const values of sums) variance += (values[index] - mean) ** 2 / layer.units;
    const inverse = 1 / Math.sqrt(variance + EPSILON);
    sums.forEach((values, unit) => {
      values[index] = (values[index] - mean) * inverse * weights[layer.gain + unit] + weights[layer.offset + unit];
    });
  }
}
