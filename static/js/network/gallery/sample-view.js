// One sample as something to look at: an image as its pixels, a sound as wave and spectrogram, a row of a table as values.

import { make } from "../../elements.js";
import { figure } from "../../numbers.js";
import { soundAt, spectrogramOf, waveOf } from "./sounds.js";

const FEW_VALUES = 3;
const MOST_VALUES = 60;

/** The raw columns of sample `index` of a split. */
export function columnsOfSample(scene, split, index) {
  const width = scene.columns.length;
  return scene.samples[split].inputs.subarray(index * width, (index + 1) * width);
}

/** A canvas with the pixels of an image, or a short line of values. */
export function miniature(scene, split, index) {
  const values = columnsOfSample(scene, split, index);
  if (scene.image) return imageOf(scene, values);
  const sound = soundAt(scene, split, index);
  if (sound) return spectrogramOf(sound);
  const shown = [...values.slice(0, FEW_VALUES)].map(figure).join("  ");
  return make("span", { class: "sample-values" }, values.length > FEW_VALUES ? `${shown} …` : shown);
}

/** The same, large or whole. */
export function portrait(scene, split, index) {
  const values = columnsOfSample(scene, split, index);
  if (scene.image) return imageOf(scene, values);
  const sound = soundAt(scene, split, index);
  if (sound) return make("div", { class: "sound" }, waveOf(sound), spectrogramOf(sound), make("p", { class: "muted small" }, "One second: its wave, and its log-mel spectrogram from 100 Hz at the bottom to 4 kHz."));
  const rows = [...values.slice(0, MOST_VALUES)].flatMap((value, column) => [make("dt", {}, scene.columns[column]), make("dd", {}, figure(value))]);
  const rest = values.length - MOST_VALUES;
  return make("div", { class: "sample-facts", tabindex: "0", role: "group", "aria-label": "Values of the sample" },
    make("dl", {}, ...rows), rest > 0 ? make("p", { class: "muted small" }, `and ${rest.toLocaleString("en")} more`) : null);
}

const largest = new WeakMap();

function imageOf(scene, values) {
  if (!largest.has(scene)) largest.set(scene, scene.samples.train.inputs.reduce((most, value) => (value > most ? value : most), 0) || 1);
  const canvas = make("canvas", { class: "sample-image", width: scene.image.width, height: scene.image.height, role: "img", "aria-label": "The image" });
  paint(canvas, values, largest.get(scene));
  return canvas;
}

/** Ink is opaque: its colour is that of text, in both themes. */
function paint(canvas, values, most) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  values.forEach((value, pixel) => { image.data[4 * pixel + 3] = Math.round((255 * Math.max(0, value)) / most); });
  context.putImageData(image, 0, 0);
}
