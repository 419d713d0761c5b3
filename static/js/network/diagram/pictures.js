// The small picture in every square: the unit's map over the plane, its curve over a line, or its weights as cells.

import { onMap } from "../maps.js";
import { css, hatch, paintShare, paintSigned, palette } from "../palette.js";
import { fullSize, placeOf } from "./links.js";

/** Paints what is known of a unit, or clears its canvas. Returns what is shown: "map", "curve", "weights" or "". */
export function paintUnit(canvas, { layer, unit }, { scene, weights, maps }) {
  const values = maps?.units[layer]?.[unit];
  if (values && maps.kind === "plane" && scene.output.task === "classification" && layer === scene.layers.length) return paintShares(canvas, values, unit, maps);
  if (values && maps.kind === "plane") return paintMap(canvas, values, maps.small, maps.ranges[layer][unit].limit);
  if (values) return paintCurve(canvas, values, maps.ranges[layer][unit]);
  if (scene && weights && layer > 0 && !onMap(scene)) return paintWeights(canvas, { layer, unit }, scene, weights);
  return clear(canvas);
}

export function paintMap(canvas, values, { width, height }, limit) {
  const context = sized(canvas, width, height);
  const image = context.createImageData(width, height);
  paintSigned(image, values, limit);
  hatch(image);
  context.putImageData(image, 0, 0);
  return "map";
}

/** The probability of a class in the colour that its samples have; of one output, from the colour of the one class to the other. */
function paintShares(canvas, values, unit, { small, units }) {
  const outputs = units.at(-1).length;
  if (outputs === 1) return paintMap(canvas, values.map((share) => 2 * share - 1), small, 1);
  if (outputs === 2) return paintMap(canvas, values, small, unit === 0 ? -1 : 1);
  const context = sized(canvas, small.width, small.height);
  const image = context.createImageData(small.width, small.height);
  paintShare(image, values, unit);
  hatch(image);
  context.putImageData(image, 0, 0);
  return "map";
}

function paintCurve(canvas, values, { limit }) {
  const side = 88;
  const context = sized(canvas, side, side);
  const { negative, zero, positive } = palette();
  context.fillStyle = css(zero);
  context.fillRect(0, 0, side, side);
  const y = (value) => side / 2 - (value / limit) * (side / 2 - 8);
  for (let at = 0; at < values.length; at += 1) {
    if (!Number.isFinite(values[at])) continue;
    const top = y(values[at]);
    context.fillStyle = css(values[at] < 0 ? negative : positive);
    context.fillRect((at * side) / values.length, Math.min(top, side / 2), side / values.length + 0.5, Math.max(2, Math.abs(top - side / 2)));
  }
  return "curve";
}

/** Its incoming weights: as an image where it is fed by pixels, else as cells, row by row. */
function paintWeights(canvas, { layer, unit }, scene, weights) {
  const { fan_in: fanIn } = scene.layers[layer - 1];
  const start = placeOf(scene.layers, { layer, unit, input: 0 });
  const own = weights.subarray(start, start + fanIn);
  const { width, height } = cells(fanIn, layer === 1 ? scene.image : null);
  const context = sized(canvas, width, height);
  const image = context.createImageData(width, height);
  paintSigned(image, own, fullSize(own, 0));
  hatch(image);
  context.putImageData(image, 0, 0);
  return "weights";
}

/** The sides of a picture of so many cells: those of the image, else a row of stripes, else nearly a square. */
export function cells(count, image) {
  if (image && image.width * image.height === count) return image;
  if (count <= 16) return { width: count, height: 1 };
  const width = Math.ceil(Math.sqrt(count));
  return { width, height: Math.ceil(count / width) };
}

/** A sample of the data as a picture, in shades of the text's colour. */
export function paintSample(canvas, pixels, { width, height }) {
  const context = sized(canvas, width, height);
  const image = context.createImageData(width, height);
  const [low, high] = [Math.min(...pixels), Math.max(...pixels)];
  const [red, green, blue] = palette().text;
  pixels.forEach((value, at) => image.data.set([red, green, blue, high > low ? (255 * (value - low)) / (high - low) : 0], at * 4));
  context.putImageData(image, 0, 0);
}

/** A clip as a wave. */
export function paintWave(canvas, values) {
  const [width, height] = [96, 64];
  const context = sized(canvas, width, height);
  const loudest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  context.fillStyle = css(palette().text);
  for (let x = 0; x < width; x += 1) {
    const tall = Math.abs(values[Math.floor((x * values.length) / width)] / loudest) * (height - 4);
    context.fillRect(x, (height - tall) / 2, 0.7, Math.max(1, tall));
  }
}

function sized(canvas, width, height) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, width, height);
  return context;
}

function clear(canvas) {
  sized(canvas, canvas.width, canvas.height);
  return "";
}
