// Sentences below a setting that say what its number means beside other numbers of the spec. Pure.

import { figure } from "../numbers.js";

const NOTES = {
  "loss.label_smoothing": ({ loss }, entry) => {
    const classes = entry?.classes?.length;
    if (!(loss.label_smoothing > 0) || !classes) return "";
    const elsewhere = (loss.label_smoothing * classes) / (classes - 1);
    return `The same in PyTorch and Keras, with ${classes} classes: label_smoothing = ${figure(elsewhere)}.`;
  },
  "optimizer.beta": ({ optimizer }) => {
    if (optimizer.kind !== "momentum_ema" || !(optimizer.beta > 0)) return "";
    const rate = figure(optimizer.learning_rate / (1 - optimizer.beta));
    return `Its steps are ${figure(1 / (1 - optimizer.beta))} times smaller than those of classical momentum; η = ${rate} makes them equal.`;
  },
};

/** The sentence for the setting at `path`, or "". `entry` is the data set's. */
export function noteFor(path, spec, entry) {
  return NOTES[path]?.(spec, entry) || "";
}

/** Whether a setting ever has a note. */
export function hasNote(path) {
  return path in NOTES;
}
