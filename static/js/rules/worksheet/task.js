// What there is to work out by hand: a rule, its numbers, a first weight and gradients; as the end of an address, and back. Pure.

import { parse, Unreadable, write } from "../../address-values.js";
import { constantsFor } from "../constants.js";
import { EXAMPLES } from "../examples.js";

export const MOST_STEPS = 12;
const RULE = { type: "string", "x-widget": "rule", maxLength: 1000 };
const MOST = 1e6;
const NAME = /^worksheet(&|$)/;

/** The slide's RMSProp, with numbers that can be worked out by hand. */
export function usualTask() {
  return { rule: EXAMPLES[0].rule, constants: EXAMPLES[0].constants, eta: 0.1, start: 1, gradients: [1, 3, -2, 0.5, 1] };
}

/** Another rule for a task; its own learning rate would often move nothing that four digits show. */
export function withRule(task, { rule, constants = {} }) {
  return { ...task, rule, constants: constantsFor(rule, { ...task.constants, ...constants }) };
}

/** Gradients that differ in size and sign, and are easy to write. */
export function drawnGradients(count, random = Math.random) {
  return Array.from({ length: count }, () => {
    const size = (1 + Math.floor(random() * 8)) / 2;
    return random() < 0.35 ? -size : size;
  });
}

/** The numbers of a text like "1, 3, -2", or null where it is none. */
export function gradientsIn(text) {
  const words = text.trim().split(/[\s,;]+/).filter(Boolean).map((word) => Number(word.replace("−", "-")));
  return words.length >= 1 && words.length <= MOST_STEPS && words.every(fits) ? words : null;
}

function fits(value) {
  return Number.isFinite(value) && Math.abs(value) <= MOST;
}

/** "worksheet&g=1,3": what differs from the usual task. */
export function hashOf(task) {
  const usual = usualTask();
  const pairs = [];
  if (task.rule !== usual.rule) pairs.push(["rule", write(task.rule, RULE)]);
  for (const [name, value] of Object.entries(task.constants)) if (task.rule !== usual.rule || value !== usual.constants[name]) pairs.push([`constants.${name}`, String(value)]);
  for (const name of ["eta", "start"]) if (task[name] !== usual[name]) pairs.push([name, String(task[name])]);
  if (task.gradients.join() !== usual.gradients.join()) pairs.push(["gradients", task.gradients.join(",")]);
  return ["worksheet", ...pairs.map(([name, text]) => `${name}=${encodeURIComponent(text).replace(/%20/g, "+").replace(/%2C|%3B|%2F/g, decodeURIComponent)}`)].join("&");
}

/** The task that the end of an address asks for; null where it asks for none. What says nothing is left as usual. */
export function taskIn(hash) {
  const text = hash.replace(/^#/, "");
  if (!NAME.test(text)) return null;
  const query = new URLSearchParams(text);
  const task = usualTask();
  const rule = read(query.get("rule"));
  if (rule) Object.assign(task, withRule({ ...task, constants: {} }, { rule }));
  const number = (name, put) => {
    const value = Number(query.get(name) ?? NaN);
    if (query.get(name)?.trim() && fits(value)) put(value);
  };
  for (const name of Object.keys(task.constants)) number(`constants.${name}`, (value) => { task.constants = { ...task.constants, [name]: value }; });
  for (const name of ["eta", "start"]) number(name, (value) => { task[name] = value; });
  return { ...task, gradients: gradientsIn(query.get("gradients") ?? "") ?? task.gradients };
}

function read(text) {
  try {
    return text === null ? null : parse(text, RULE);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return null;
  }
}
