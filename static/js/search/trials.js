// The trials of an experiment: what differs between them, and what their repetitions came to. Pure.

import { better, measured, scoreOf } from "./objective.js";
import { deviation, mean } from "./student.js";

/**
 * [{number, name, group, settings, runs, state, score, deviation, best, epochs}] in the order of their numbers, from runs as
 * `history.js` folds them or as the API tells them. `score` and `deviation` (of a sample): mean and spread over the repetitions
 * of the best objective, null where unknown or where all diverged; `best`: the run with the best one; `epochs`: trained by all repetitions together.
 */
export function trialsOf(runs, objective) {
  const trials = new Map();
  const all = [...runs];
  for (const run of all) {
    const { trial, name, group, settings } = laneOf(run);
    if (!trials.has(trial)) trials.set(trial, { number: trial, name, group, settings, runs: [] });
    trials.get(trial).runs.push(run);
  }
  return [...trials.values()].sort((one, other) => one.number - other.number).map((trial) => judged(trial, measured(all, objective)));
}

/** Where a run stands: {number, trial, repetition, group, settings, name}. */
export function laneOf(run) {
  const { trial = run.number, repetition = 0, group = "", settings = {}, name = "" } = run.started ?? run;
  return { number: run.number, trial, repetition, group, settings, name };
}

/** "waiting", "running", "finished" or "failed", of a run in either form. */
export function stateOf(run) {
  if (run.state) return run.state;
  if (run.failed) return "failed";
  if (run.finished) return "finished";
  return run.length ? "running" : "waiting";
}

/** The epochs of a run, in either form. */
export function epochsOf(run) {
  return run.columns ? run.columns.epoch.at(-1) ?? 0 : run.epoch;
}

function judged(trial, objective) {
  const scored = trial.runs.map((run) => [run, scoreOf(run, objective)]).filter(([, score]) => score !== null);
  const scores = scored.map(([, score]) => score);
  const order = better(objective);
  const first = scored.sort(([, one], [, other]) => order(one, other))[0];
  return {
    ...trial, state: together(trial.runs.map(stateOf)), score: scores.length ? mean(scores) : null, deviation: deviation(scores), best: first ? first[0] : trial.runs[0],
    epochs: trial.runs.reduce((sum, run) => sum + epochsOf(run), 0),
  };
}

function together(states) {
  const going = states.filter((state) => state !== "finished" && state !== "failed");
  if (!going.length) return states.includes("finished") ? "finished" : "failed";
  return going.length === states.length && going.every((state) => state === going[0]) ? going[0] : "running";
}
