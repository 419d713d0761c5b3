// The whole language on one card: what may stand in a rule.

import { make } from "../elements.js";
import { fold } from "../fields/fold.js";

/** [[what one writes, what it means]], in the order in which one needs it. */
const CARD = [
  ["w = w - eta*g", "A line gives a name a value. Every rule gives w one: the new weights. All of it happens for each weight by itself."],
  ["w  g  eta  t", "The weight, its gradient, the learning rate, and the number of the update, which begins at 1."],
  ["rho  eps  k", "Any name without a line of its own is a constant: it becomes a slider."],
  ["a = rho*a + g^2", "A name that is read before its own line is kept from update to update. It begins at 0."],
  ["initially a = 1", "It begins at 1 instead; constants and eta may stand here, too."],
  ["+  -  *  /  ^  ( )", "As in mathematics: ^ is a power and binds closer than a minus in front of it."],
  ["sqrt abs sign exp log tanh sin cos", "Functions of one number: sqrt(a)."],
  ["min(a, b)  max(a, b)  clip(a, low, high)", "The smaller, the larger, and what lies between two ends."],
  ["where(g*b < 0, x, y)", "x where the comparison holds, y elsewhere: <, <=, >, >=, ==."],
  ["decays", "1 for weights and 0 for biases, which weight decay leaves alone."],
  ["# words", "Everything behind # is for people. A semicolon ends a line as well."],
];

export function languageFold(path) {
  const card = make("dl", { class: "rule-language" }, ...CARD.flatMap(([code, words]) => [make("dt", {}, make("code", {}, code)), make("dd", {}, words)]));
  return fold("What can I write?", `${path}.language`, () => "", card);
}
