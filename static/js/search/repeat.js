// The experiment that would tell: the best lanes once more, with more seeds. Pure.

import { count } from "../numbers.js";

const MOST_LANES = 3;
const SEEDS = 5;
const MOST_SEEDS = 50;

/** {words, vary}: what the button says, and the race that it starts; of the leader and those that it cannot be told from. */
export function repetitionOf({ leader, others, seeds }, objective) {
  const rivals = others.filter(({ apart, lost }) => !apart && !lost).slice(0, MOST_LANES - 1).map(({ trial }) => trial);
  if (!rivals.length) return null;
  const lanes = [leader, ...rivals];
  const more = Math.min(MOST_SEEDS, seeds < SEEDS ? SEEDS : 2 * seeds);
  if (more <= seeds) return null;
  return {
    words: `Train the best ${lanes.length} with ${count(more, "seed")} each`,
    vary: { kind: "list", seeds: more, objective, runs: lanes.map(({ name, settings }) => ({ name, set: settings })) },
  };
}
