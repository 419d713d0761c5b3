// Which trials get a map of their own, and which of their networks it shows. Pure.

import { better } from "./objective.js";

export const MOST_LANES = 12;

/** At most `most` trials in the order of their numbers: all, or the pinned ones and then the best. */
export function lanesOf(trials, pinned, objective, most = MOST_LANES) {
  if (trials.length <= most) return trials;
  const order = better(objective);
  const ranked = [...trials].sort((one, other) => pinned.has(other.number) - pinned.has(one.number) || order(one.score, other.score) || one.number - other.number);
  return ranked.slice(0, most).sort((one, other) => one.number - other.number);
}

/** The run that stands for a trial on its map: the first seed while it trains, which stays the same, and in the end its best one. */
export function runOfLane(trial) {
  const over = trial.state === "finished" || trial.state === "failed";
  return (over && trial.best) || trial.runs[0];
}

/** Runs whose networks are alike in everything but their weights share a scene: what a map of them depends on. */
export function sceneKeyOf(trial) {
  const settings = Object.entries(trial.settings ?? {}).filter(([path]) => /^(data|network|loss)\b/.test(path) && !/^network\.(seed$|.*dropout$)/.test(path));
  return JSON.stringify(settings.sort(([one], [other]) => one.localeCompare(other)));
}
