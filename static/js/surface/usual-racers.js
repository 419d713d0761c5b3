// Who races where an address names nobody. Pure.

import { beginning } from "./members.js";

/** Plain steps, a ball that rolls, and one rate per weight, all from the same start. */
export function usualRacers(schema) {
  const racer = (kind, settings) => ({ optimizer: { ...beginning(schema, "optimizer", kind), ...settings } });
  return [racer("sgd", { learning_rate: 0.03 }), racer("momentum", { learning_rate: 0.03 }), racer("rmsprop", { learning_rate: 0.1 })];
}
