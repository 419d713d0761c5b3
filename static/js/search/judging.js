// Which lane leads, and whether by more than seeds alone make: differences between runs that share a seed. Pure.
//
// Runs of the same repetition have the same first weights and batches, wherever the settings allow. Their differences
// are free of what the seed does to both, so fewer seeds tell more than two separate means would.
//
// The leader is called clear when the interval of its lead over EVERY other lane lies beyond zero. No correction for the
// number of lanes is due: the claim is refused as soon as one of them cannot be told apart (intersection-union test).

import { accurate, isLost, scoreOf } from "./objective.js";
import { interval, mean } from "./student.js";
import { laneOf } from "./trials.js";

/** Map of repetition → score of a trial's runs. */
export function bySeed(trial, objective) {
  return new Map(trial.runs.map((run) => [laneOf(run).repetition, scoreOf(run, objective)]).filter(([, score]) => score !== null));
}

/** How much better `one` is than `other` on the seeds that both have: `interval` of the gains, positive where one is better. */
export function lead(one, other, objective) {
  const [mine, theirs] = [bySeed(one, objective), bySeed(other, objective)];
  const seeds = [...mine.keys()].filter((seed) => theirs.has(seed));
  const sign = accurate(objective) ? 1 : -1;
  return interval(seeds.map((seed) => sign * (mine.get(seed) - theirs.get(seed))));
}

/**
 * {leader, others, clear, seeds}: the trial with the best mean, and the others from best to worst as {trial, lead, apart};
 * `apart` says that its lead over that one is more than seed noise (null: one seed cannot say). Lanes where a seed
 * diverged come last, and are apart: their mean hides what went wrong. Null before two trials have a score.
 */
export function judged(trials, objective) {
  const known = trials.map((trial) => ({ trial, scores: [...bySeed(trial, objective).values()], lost: trial.runs.filter(isLost).length })).filter(({ scores }) => scores.length);
  if (known.length < 2) return null;
  const sign = accurate(objective) ? -1 : 1;
  const [first, ...rest] = known.sort((one, other) =>
    one.lost - other.lost || sign * (mean(one.scores) - mean(other.scores)) || one.trial.number - other.trial.number);
  const others = rest.map(({ trial, lost }) => {
    const gain = lead(first.trial, trial, objective);
    const apart = gain.low === null ? null : gain.low > 0 || lost > first.lost;
    return { trial, lost, lead: gain, apart };
  });
  const seeds = Math.max(...trials.map(({ runs }) => runs.length));
  return { leader: first.trial, others, seeds, clear: seeds < 2 ? null : others.every(({ apart }) => apart) };
}
