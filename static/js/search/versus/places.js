// Where trials lie on the two axes of a picture, and the round values along them. Pure.

import { ticks } from "../../network/output/region.js";

/** {path, log, choices, low, high} of an axis of the spec. */
export function scaleOf(path, axis) {
  if (axis.kind === "choice") return { path, log: false, choices: axis.values.map((value) => JSON.stringify(value)), low: -0.5, high: axis.values.length - 0.5 };
  const log = axis.kind === "log_uniform";
  const room = axis.kind === "int" ? 0.5 : 0;
  return { path, log, choices: null, low: axis.low - room, high: axis.high + room };
}

/** Where a value lies between the ends, from 0 to 1. */
export function placeOf({ log, choices, low, high }, value) {
  if (choices) return (choices.indexOf(JSON.stringify(value)) - low) / (high - low);
  const at = log ? Math.log : Number;
  return (at(value) - at(low)) / (at(high) - at(low));
}

/** [{place, text}]: powers of ten on a logarithmic scale, round numbers on others, choices by their names. */
export function ticksOf(scale, most = 4) {
  if (scale.choices) return scale.choices.map((text, index) => ({ place: (index - scale.low) / (scale.high - scale.low), text: short(JSON.parse(text)) }));
  if (!scale.log) return ticks(scale.low, scale.high, most).map(({ value, text }) => ({ place: placeOf(scale, value), text }));
  const powers = [];
  for (let power = Math.ceil(Math.log10(scale.low) - 1e-9); power <= Math.log10(scale.high) + 1e-9; power += 1) powers.push(power);
  const step = Math.max(1, Math.ceil(powers.length / (most + 1)));
  return powers.filter((_, index) => index % step === 0).map((power) => ({ place: placeOf(scale, 10 ** power), text: String(Number((10 ** power).toPrecision(1))) }));
}

function short(value) {
  return String(value?.kind ?? value ?? "off").replaceAll("_", " ").slice(0, 12);
}
