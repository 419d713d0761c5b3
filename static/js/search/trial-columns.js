// The columns of the table of trials: the settings that differ, and the best and the last figures. Pure.

import { last } from "../history.js";
import { figure, percent, whole } from "../numbers.js";
import { at } from "../schema.js";
import { isLost, labelOf } from "./objective.js";
import { deviation, mean } from "./student.js";
import { epochsOf } from "./trials.js";

const ENDS = { epochs: "all epochs", "stopped by user": "by hand" };
const GAUGES = { loss: { write: figure, down: true }, accuracy: { write: percent, down: false } };

/** Every setting in which trials differ, in the order of their first appearance. */
export function differing(trials, spec) {
  const paths = [...new Set(trials.flatMap(({ settings }) => Object.keys(settings ?? {})))];
  return paths.filter((path) => new Set(trials.map((trial) => JSON.stringify(settingOf(trial, path, spec) ?? null))).size > 1);
}

/** The value that a trial has at a path: its own, or what the experiment says. */
export function settingOf({ settings }, path, spec) {
  return settings && path in settings ? settings[path] : at(spec ?? {}, path);
}

/** A value in a cell. */
export function settingInWords(value) {
  if (value === undefined || value === null) return "–";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number") return Number.isInteger(value) ? whole(value) : String(Number(value.toPrecision(4)));
  if (Array.isArray(value)) return value.map((each) => each?.units ?? settingInWords(each)).join(", ") || "none";
  if (typeof value === "object") return String(value.kind ?? "…").replaceAll("_", " ");
  return String(value).replaceAll("_", " ");
}

/** {mean, deviation, count} over the runs of a trial that know this figure. `which`: "last" or "best". */
export function figureOf(trial, name, which) {
  const found = trial.runs.map((run) => (which === "best" ? bestOf(run, name) : lastOf(run, name))).filter((value) => value !== null && value !== undefined);
  return { mean: found.length ? mean(found) : null, deviation: deviation(found), count: found.length };
}

function bestOf(run, name) {
  if (isLost(run)) return null;
  return (run.columns ? run.best[name]?.value : run.best?.[name]) ?? null;
}

function lastOf(run, name) {
  return run.columns ? last(run, name) : run.last?.[name] ?? null;
}

/**
 * [{key, label, title, number, down, value(trial), text(trial)}] of the table. `value` is what sorts: null comes last;
 * `down`: small values are what one wants first.
 */
export function columnsOf(trials, { spec, classes, objective }) {
  const settings = differing(trials, spec).map((path) => ({
    key: path, label: labelOf(path), title: path, setting: true,
    number: trials.some((trial) => typeof settingOf(trial, path, spec) === "number"), down: true,
    value: (trial) => sortable(settingOf(trial, path, spec)),
    text: (trial) => settingInWords(settingOf(trial, path, spec)),
  }));
  const split = trials.some((trial) => trial.runs.some((run) => (bestOf(run, "validation_loss") ?? lastOf(run, "validation_loss")) !== null)) ? "validation" : "train";
  const word = split === "train" ? "training" : "validation";
  const metrics = classes ? ["loss", "accuracy"] : ["loss"];
  if (objective?.endsWith("accuracy")) metrics.reverse();
  const figures = metrics.flatMap((metric) => ["best", "last"].map((which) => gauge(`${split}_${metric}`, metric, which, word)));
  const grouped = trials.some(({ group }) => group);
  return [
    ...(grouped ? [{ key: "group", label: "Side", title: "Which side of the comparison it is on", number: false, down: true, value: ({ group }) => group || null, text: ({ group }) => group }] : []),
    ...settings, ...figures,
    ...(split === "validation" ? [gauge("train_loss", "loss", "last", "training")] : []),
    { key: "epochs", label: "Epochs", title: "Epochs trained; of several seeds the most", number: true, down: false, value: longest, text: (trial) => whole(longest(trial)) },
    { key: "end", label: "End", title: "How it ended", number: false, down: true, value: endOf, text: endOf },
  ];
}

function gauge(name, metric, which, word) {
  const { write, down } = GAUGES[metric];
  return {
    key: `${which}_${name}`, label: `${which === "best" ? "Best" : "Last"} ${word} ${metric}`, number: true, down, which, metric,
    title: which === "best" ? `Of every run the best epoch; over several seeds mean ± standard deviation` : `After the last epoch; over several seeds mean ± standard deviation`,
    value: (trial) => figureOf(trial, name, which).mean,
    text: (trial) => {
      const { mean: middle, deviation: spread } = figureOf(trial, name, which);
      return spread === null || middle === null ? write(middle) : `${write(middle)} ± ${write(spread)}`;
    },
  };
}

function sortable(value) {
  if (typeof value === "number") return value;
  if (value === undefined || value === null) return null;
  return settingInWords(value);
}

function longest({ runs }) {
  return Math.max(...runs.map(epochsOf));
}

/** How a trial ended; of several seeds every way, counted. */
export function endOf(trial) {
  const ends = trial.runs.map(endOfRun);
  const ways = [...new Set(ends)].filter(Boolean);
  if (ways.length === 0) return trial.state === "waiting" ? "waiting" : "";
  if (ways.length === 1 && ends.every((end) => end === ways[0])) return ways[0];
  return ways.map((way) => `${ends.filter((end) => end === way).length} ${way}`).join(", ");
}

function endOfRun(run) {
  if (run.failed || run.state === "failed") return "failed";
  const reason = run.finished?.reason ?? (run.state === "finished" ? run.reason : null);
  return reason ? (ENDS[reason] ?? reason) : "";
}
