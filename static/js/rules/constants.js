// The constants of a rule: what each begins with, and the range of its slider, by its name and its value. Pure.

import { namesOf } from "./grammar.js";

const SHARES = [0, 0.5, 0.9, 0.99, 0.999];
const BOUND = 1e6;

/** Names that tell what they stand for: what they begin with, and where such a number lies. */
const KNOWN = [
  [/^(beta|rho|mu|gamma|decay|momentum)_?[0-9]?$/, (name) => (/2$/.test(name) ? 0.999 : 0.9), { minimum: 0, exclusiveMaximum: 1, "x-choices": SHARES }],
  [/^eps(ilon)?$/, () => 1e-8, { minimum: 1e-12, maximum: 1, "x-scale": "log" }],
  [/^(lambda|l2|wd|weight_decay)$/, () => 0.01, { minimum: 0, maximum: 1, "x-choices": [0, 0.0001, 0.001, 0.01, 0.1, 1] }],
];

function known(name, value) {
  const found = KNOWN.find(([names]) => names.test(name));
  if (!found || value === undefined) return found;
  const { minimum, maximum = Infinity, exclusiveMaximum = Infinity } = found[2];
  // Somebody who takes another number for it means something else by the name.
  return value >= minimum && value <= maximum && value < exclusiveMaximum ? found : undefined;
}

/** What a constant begins with. */
export function usualValue(name) {
  return known(name)?.[1](name) ?? 1;
}

/** The schema of a constant's field: `value` says where its slider ends, any other number can be typed. */
export function constantSchema(name, value, more = {}) {
  const range = known(name, typeof value === "number" ? value : undefined)?.[2] ?? around(value);
  return { type: "number", title: name, ...range, ...more };
}

/** From 0 to a power of ten above it, on both sides where it is negative; very small numbers by their logarithm. */
function around(value) {
  if (typeof value !== "number" || !Number.isFinite(value)) return { minimum: 0, maximum: 1 };
  const size = Math.abs(value);
  if (value > 0 && value < 1e-3) return { minimum: Math.max(1e-15, value / 1e3), maximum: value * 1e3, "x-scale": "log" };
  const end = size < 1 ? 1 : Math.min(BOUND, 10 ** Math.ceil(Math.log10(size) + 0.3));
  return { minimum: value < 0 ? -end : 0, maximum: end };
}

/** The constants that a text has: values that are known already stay, `remembered` ones return, others begin as usual. */
export function constantsFor(text, present, remembered = {}) {
  const given = (name) => (Object.hasOwn(present, name) ? present[name] : Object.hasOwn(remembered, name) ? remembered[name] : usualValue(name));
  return Object.fromEntries(namesOf(text).constants.map((name) => [name, given(name)]));
}
