// A grid and a random search of equal budget, repeat by repeat: what each tried, what it found, and who won. Pure.

import { better } from "../objective.js";

export const SIDES = ["grid", "random"];
export const OVER = ["finished", "failed"];

/** How many trials each side of a pair has: as `training/search/grid.py` counts the points of its axes. */
export function sideLength({ axes, points }) {
  return Object.values(axes).reduce((product, axis) => product * valuesOn(axis, points), 1);
}

function valuesOn(axis, points) {
  if (axis.kind === "choice") return axis.values.length;
  const wanted = axis.points ?? points;
  return axis.kind === "int" ? Math.min(wanted, axis.high - axis.low + 1) : wanted;
}

/**
 * [{repeat, grid, random, best: {grid, random}, complete, winner}] from 0, of the trials that have begun (as `trials.js` makes
 * them). `best`: the trial with the best score of each side, or null; `winner`: "grid", "random", "tie", or null until complete.
 */
export function pairsOf(trials, vary, objective) {
  const each = sideLength(vary);
  const pairs = [];
  for (const trial of trials) {
    const repeat = Math.floor((trial.number - 1) / (2 * each));
    pairs[repeat] ??= { repeat, grid: [], random: [] };
    pairs[repeat][trial.group]?.push(lost(trial) ? { ...trial, score: null } : trial);
  }
  return pairs.flatMap((pair) => (pair ? [judged(pair, each, objective)] : []));
}

/** A network that diverged is no choice, however good it was before: as the server chooses. */
function lost({ runs = [] }) {
  return runs.length > 0 && runs.every((run) => (run.finished?.reason ?? run.reason) === "diverged");
}

function judged(pair, each, objective) {
  const compare = better(objective);
  const bestOf = (side) => pair[side].filter(({ score }) => score !== null).sort((one, other) => compare(one.score, other.score))[0] ?? null;
  const best = { grid: bestOf("grid"), random: bestOf("random") };
  const complete = SIDES.every((side) => pair[side].length === each && pair[side].every(({ state }) => OVER.includes(state)));
  const order = compare(best.grid?.score ?? null, best.random?.score ?? null);
  return { ...pair, best, complete, winner: complete ? ["grid", "tie", "random"][Math.sign(order) + 1] : null };
}

/** How many different values a side of one pair tried of a setting. */
export function distinct(trials, path) {
  return new Set(trials.map(({ settings }) => JSON.stringify(settings[path]))).size;
}

/** {pairs, grid, random, ties}: complete pairs, and how many of them each side won. */
export function wins(pairs) {
  const complete = pairs.filter((pair) => pair.complete);
  const won = (winner) => complete.filter((pair) => pair.winner === winner).length;
  return { pairs: complete.length, grid: won("grid"), random: won("random"), ties: won("tie") };
}

/** {median, mean, worst} of the best scores that a side came to in the complete pairs; null without any. */
export function found(pairs, side, objective) {
  const scores = pairs.filter(({ complete, best }) => complete && best[side]).map(({ best }) => best[side].score).sort(better(objective));
  if (!scores.length) return null;
  const middle = scores.length / 2;
  return {
    median: scores.length % 2 ? scores[Math.floor(middle)] : (scores[middle - 1] + scores[middle]) / 2,
    mean: scores.reduce((sum, score) => sum + score, 0) / scores.length, worst: scores.at(-1),
  };
}

/**
 * The interval in which the true share of wins lies with 95 % confidence, [low, high] (Wilson: Probable inference, the law of
 * succession, and statistical inference, 1927).
 */
export function interval(won, pairs) {
  const z = 1.959964;
  const share = won / pairs;
  const middle = (share + z ** 2 / (2 * pairs)) / (1 + z ** 2 / pairs);
  const half = (z * Math.sqrt((share * (1 - share)) / pairs + z ** 2 / (4 * pairs ** 2))) / (1 + z ** 2 / pairs);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
