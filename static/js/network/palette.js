// Colours of values: one scale for sign everywhere, and one colour for each class, from tokens.css; and cells painted in them.

import { likeliestAt } from "./likeliest.js";

const STEPS = 256;
const MOST_CLASSES = 10;
/** Shades on each side of zero where an output is drawn in steps. */
const BANDS = 4;
let current = null;

document.addEventListener("theme-changed", () => { current = null; });

/** The colours of the theme on show: {negative, zero, positive, classes, train …}, each [red, green, blue]. */
export function palette() {
  current ??= read();
  return current;
}

/** CSS colour of a value whose colour is strongest at ±limit. */
export function signColour(value, limit = 1) {
  return css(signed(value / limit));
}

/** CSS colour of a class; two classes are the two signs. */
export function classColour(index, classes) {
  return css(classOf(index, classes));
}

export function css([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}

/** Paints one cell per value into ImageData `image`, colours strongest at ±limit. */
export function paintSigned(image, values, limit, { steps = false, middle = 0 } = {}) {
  const { scale } = palette();
  const pixels = new Uint32Array(image.data.buffer);
  for (let cell = 0; cell < values.length; cell += 1) {
    let part = (values[cell] - middle) / limit;
    if (steps) part = Math.round(part * BANDS) / BANDS;
    // What is no number stays transparent: the striped ground shows through.
    pixels[cell] = part === part ? scale[Math.round((Math.max(-1, Math.min(1, part)) + 1) * STEPS)] : 0;
  }
}

/** Paints the likeliest class of each cell, paler where it is less sure; `outputs` holds the probabilities of each class. */
export function paintClasses(image, outputs, { steps = false } = {}) {
  const { classScales } = palette();
  const pixels = new Uint32Array(image.data.buffer);
  const chance = 1 / outputs.length;
  for (let cell = 0; cell < pixels.length; cell += 1) {
    const likeliest = likeliestAt(outputs, cell);
    const share = outputs[likeliest][cell];
    const sure = steps ? 1 : Math.max(0, Math.min(1, (share - chance) / (1 - chance)));
    pixels[cell] = share === share ? classScales[likeliest % MOST_CLASSES][Math.round(sure * STEPS)] : 0;
  }
}

/** Paints the probability of one of many classes, from none to its colour. */
export function paintShare(image, shares, index) {
  const scale = palette().classScales[index % MOST_CLASSES];
  const pixels = new Uint32Array(image.data.buffer);
  for (let cell = 0; cell < shares.length; cell += 1) {
    const share = shares[cell];
    pixels[cell] = share === share ? scale[Math.round(Math.max(0, Math.min(1, share)) * STEPS)] : 0;
  }
}

/** Stripes where a painted image has cells without a number. */
export function hatch(image) {
  const { stripes } = palette();
  const pixels = new Uint32Array(image.data.buffer);
  for (let cell = 0; cell < pixels.length; cell += 1) {
    if (pixels[cell] === 0) pixels[cell] = stripes[((cell % image.width) + Math.floor(cell / image.width)) % 6 < 4 ? 0 : 1];
  }
}

function classOf(index, classes) {
  const { negative, positive, classes: colours } = palette();
  return classes === 2 ? [negative, positive][index] : colours[index % MOST_CLASSES];
}

function signed(part) {
  const { negative, zero, positive } = palette();
  if (!Number.isFinite(part)) return zero;
  return mixed(zero, part < 0 ? negative : positive, Math.min(1, Math.abs(part)));
}

function mixed(from, to, part) {
  return from.map((value, channel) => Math.round(value + (to[channel] - value) * part));
}

function read() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const colour = (...names) => {
    probe.style.color = names.reduceRight((otherwise, name) => `var(--${name}${otherwise && `, ${otherwise}`})`, "");
    return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map((channel) => Math.round(Number(channel)));
  };
  const classes = Array.from({ length: MOST_CLASSES }, (_, index) => colour(`class-${index + 1}`, `run-${(index % 8) + 1}`));
  const colours = {
    train: colour("train"), validation: colour("validation"), test: colour("test"), negative: colour("negative"), zero: colour("zero"), positive: colour("positive"), surface: colour("surface-raised"), text: colour("text"), classes,
  };
  const stripes = packed([colour("surface-sunken"), colour("border")]);
  probe.remove();
  const ramp = (from, to, length) => Array.from({ length }, (_, step) => mixed(from, to, step / STEPS));
  const scale = packed([...ramp(colours.negative, colours.zero, STEPS), ...ramp(colours.zero, colours.positive, STEPS + 1)]);
  return { ...colours, stripes, scale, classScales: classes.map((each) => packed(ramp(colours.zero, each, STEPS + 1))) };
}

/** Colours as the words that ImageData holds, whatever the order of their bytes. */
function packed(colours) {
  return new Uint32Array(new Uint8Array(colours.flatMap((colour) => [...colour, 255])).buffer);
}
