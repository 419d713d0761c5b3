// What it means that two specs differ: which sections a fork sets, which changes draw another picture. Pure.

import { same } from "./schema.js";

const SEEDS = 10_000;

/** For a fork: the top-level sections in which two specs differ, whole. */
export function sectionsThatDiffer(spec, other) {
  return Object.fromEntries(Object.keys(spec).filter((key) => !same(spec[key], other[key])).map((key) => [key, spec[key]]));
}

/** Whether a setting makes another picture: other data, or another network at its start. */
export function redraws(path) {
  return /^(data|network|seed|loss)(\.|$)/.test(path) && !path.endsWith(".dropout");
}

/** Whether a changed path is a typed weight, which is no setting. */
export function isWeight(path) {
  return /^(weights|biases)\./.test(path);
}

/** Whether one of two paths lies inside the other; everything lies in "". */
export function within(one, other) {
  return other === "" || `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);
}

/** A seed that is not this one, short enough to be told. */
export function anotherSeed(seed, random = Math.random) {
  const drawn = Math.floor(random() * SEEDS);
  return drawn === seed ? drawn + 1 : drawn;
}

/** A value from the address, or undefined where it is none. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
