// Which of several runs stands for their experiment: the best one of the best trial, as the server chooses. Pure.

import { better, isLost, measured, scoreOf } from "./objective.js";

/** The run, or null without any. Trials whose seeds diverged come last; without figures it is the first run. */
export function leadingRun(all, objective) {
  if (all.length < 2) return all[0] ?? null;
  const figure = measured(all, objective);
  const order = better(objective);
  const scored = all.map((run) => ({ run, score: scoreOf(run, figure) }));
  const trials = new Map();
  for (const { run, score } of scored) {
    const number = trialOf(run);
    const trial = trials.get(number) ?? { number, lost: 0, sum: 0, count: 0 };
    trials.set(number, { ...trial, lost: trial.lost + isLost(run), sum: trial.sum + (score ?? 0), count: trial.count + (score !== null) });
  }
  const meanOf = ({ sum, count }) => (count ? sum / count : null);
  const worseThan = (one, other) => (meanOf(one) === null) - (meanOf(other) === null) || one.lost - other.lost || order(meanOf(one), meanOf(other)) || one.number - other.number;
  const first = [...trials.values()].reduce((best, trial) => (worseThan(trial, best) < 0 ? trial : best));
  const own = scored.filter(({ run }) => trialOf(run) === first.number);
  return own.reduce((best, each) => ((order(each.score, best.score) || each.run.number - best.run.number) < 0 ? each : best)).run;
}

const trialOf = (run) => run.started?.trial ?? run.number;
