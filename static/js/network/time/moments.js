// Where one is in time: the epoch next to another one, what is known of it, and how fast a playback goes. Pure.

import { figure, percent, whole } from "../../numbers.js";

/** Pictures a second. */
export const SPEEDS = [2, 5, 10, 20, 60];

/** The place of an epoch among the known ones (rising), or of the last one before it; -1 before the first. */
export function placeOf(epochs, epoch) {
  return epochs.findLastIndex((each) => each <= epoch);
}

/** How many places a playback has gone on after `seconds` at so many pictures a second, and the seconds left over. */
export function advanced(seconds, speed) {
  const steps = Math.floor(seconds * speed + 1e-9);
  return { steps, rest: Math.max(0, seconds - steps / speed) };
}

/** A figure of a run after an epoch, or null; a thinned run answers with the row before. */
export function figureAt(run, name, epoch) {
  if (!run) return null;
  const { epoch: epochs, [name]: column } = run.columns;
  return column[placeOf(epochs, epoch)] ?? null;
}

/** "epoch 37 of 100 · training loss 0.012 · validation loss 0.034". */
export function reading(run, epoch, epochs) {
  const where = `epoch ${whole(epoch)}${epochs ? ` of ${whole(epochs)}` : ""}`;
  const parts = [
    ["training loss", figure(figureAt(run, "train_loss", epoch))],
    ["validation loss", figure(figureAt(run, "validation_loss", epoch))],
    ["validation accuracy", percent(figureAt(run, "validation_accuracy", epoch))],
  ];
  return [where, ...parts.filter(([, text]) => text !== "–").map(([name, text]) => `${name} ${text}`)].join(" · ");
}

/** The settings as they were after an epoch: those of the spec with the run's changes up to it. */
export function settingsAt(spec, changes, epoch, replaced) {
  return changes
    .filter((change) => change.epoch <= epoch && !/^(weights|biases)\./.test(change.path))
    .reduce((settings, { path, new: value }) => replaced(settings, path, value), spec);
}
