// Rules to start from: a few that are worth knowing, and those of the built-in optimizers. Pure.

import { namesOf } from "./grammar.js";

/** The slides leave the first one to the students. */
export const EXAMPLES = [
  { name: "rmsprop", title: "RMSProp, as on the slide", learning_rate: 0.01, rule: "a = rho*a + (1-rho)*g^2\nw = w - eta*g/(sqrt(a) + eps)", constants: { rho: 0.9, eps: 1e-8 } },
  { name: "descent", title: "Gradient descent", learning_rate: 0.03, rule: "w = w - eta*g", constants: {} },
  { name: "momentum", title: "Momentum: a running mean", learning_rate: 0.03, rule: "v = beta*v + (1-beta)*g\nw = w - eta*v", constants: { beta: 0.9 } },
  { name: "sign", title: "Only the sign counts", learning_rate: 0.001, rule: "w = w - eta*sign(g)", constants: {} },
  { name: "clipped", title: "No gradient above c", learning_rate: 0.1, rule: "w = w - eta*clip(g, -c, c)", constants: { c: 0.1 } },
  { name: "warm", title: "Warm-up over k updates", learning_rate: 0.1, rule: "w = w - eta*min(1, t/k)*g", constants: { k: 100 } },
  {
    name: "gains", title: "A gain for every weight", learning_rate: 0.03, constants: { up: 0.05, down: 0.95 },
    rule: "initially gain = 1\ngain = where(g*before < 0, gain*down, where(g*before > 0, gain + up, gain))\ngain = clip(gain, 0.1, 10)\nbefore = g\nw = w - eta*gain*g",
  },
  { name: "lion", title: "Lion: the sign of a mean", learning_rate: 0.0003, rule: "w = w - eta*sign(beta1*m + (1-beta1)*g)\nm = beta2*m + (1-beta2)*g", constants: { beta1: 0.9, beta2: 0.99 } },
];

/** The rule of a built-in optimizer with the numbers of `settings`, those of its own defaults where it has none. */
export function ruleOf(schema, settings = {}) {
  const rule = schema["x-rule"];
  if (!rule) return null;
  const number = (name) => [settings[name], schema.properties[name]?.default].find((each) => typeof each === "number");
  const constants = namesOf(rule).constants.map((name) => [name, number(name)]).filter(([, value]) => value !== undefined);
  return { rule, constants: Object.fromEntries(constants), learning_rate: number("learning_rate") };
}
