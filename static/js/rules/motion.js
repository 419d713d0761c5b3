// What a rule does to one weight, under gradients that anybody can imagine. Pure.

import { RuleProgram } from "./program.js";

export const UPDATES = 30;

/** Gradients by the number of the update, from 1. */
export const PATTERNS = [
  { name: "steady", title: "g always 1", words: "With gradient 1 in every update", gradient: () => 1 },
  { name: "flipping", title: "g = 1, −1, 1 …", words: "With gradients 1 and −1 in turn", gradient: (update) => (update % 2 ? 1 : -1) },
  { name: "once", title: "g = 1, then 0", words: "With gradient 1 once and 0 from then on", gradient: (update) => (update === 1 ? 1 : 0) },
];

/** The weight before and after every update, from 0; `numbers`: {eta, and the constants by name}. */
export function motion(program, numbers, gradient, updates = UPDATES) {
  const rule = new RuleProgram(program);
  const weight = new Float64Array(1);
  const memory = rule.begin(1, numbers);
  return [0, ...Array.from({ length: updates }, (_, index) => {
    rule.step(weight, [gradient(index + 1)], memory, { ...numbers, t: index + 1 });
    return weight[0];
  })];
}

/** The curve as a path in a box of width × height, with 0 at `zero`; what is not finite ends it. */
export function curveOf(weights, width, height) {
  const end = weights.findIndex((each) => !Number.isFinite(each));
  const known = end < 0 ? weights : weights.slice(0, end);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const y = (value) => (high === low ? height / 2 : height * (high - value) / (high - low));
  const x = (index) => width * index / (weights.length - 1);
  return { path: known.map((value, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join(""), zero: y(0) };
}
