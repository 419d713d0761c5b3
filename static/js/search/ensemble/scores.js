// Members, average and strangers on one scale: dots that show at a glance what averaging gains.

import { make } from "../../elements.js";
import { last, nameOf } from "../../history.js";
import { figure, percent } from "../../numbers.js";

/**
 * {title, write, low, high, rows: [{kind, name, value, values, note}]} of an ensemble's newest figures, or those of the epoch `at`: each member's own,
 * their mean, the average's, and out of bag. Pure.
 */
export function scoresOf(history, classes, at = null) {
  const { ensemble } = history;
  const split = ensemble && last(ensemble, "validation_loss") !== null ? "validation" : "train";
  const metric = classes ? "accuracy" : "loss";
  const column = `${split}_${metric}`;
  const members = [...history.runs.values()].sort((one, other) => one.number - other.number)
    .map((run) => ({ name: nameOf(run), value: last(run, column, at) })).filter(({ value }) => value !== null);
  const own = last(ensemble, column, at);
  if (!members.length || own === null) return null;
  const strangers = last(ensemble, `out_of_bag_${metric}`, at);
  const values = [...members.map(({ value }) => value), own, ...(strangers === null ? [] : [strangers])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least) * 0.08 || Math.abs(most) * 0.05 || 1;
  return {
    title: `${split === "train" ? "Training" : "Validation"} ${metric}`, write: classes ? percent : figure,
    low: classes ? Math.max(0, least - room) : least - room, high: classes ? Math.min(1, most + room) : most + room,
    rows: [
      { kind: "members", name: "A member alone", value: last(ensemble, `mean_${column}`, at), values: members.map(({ value }) => value), note: "mean of all" },
      { kind: "average", name: "All together", value: own, values: [own], note: gainInWords(last(ensemble, `mean_${column}`, at), own, classes) },
      ...(strangers === null ? [] : [{ kind: "strangers", name: "Out of bag", value: strangers, values: [strangers], note: "training samples, by members that never saw them" }]),
    ],
  };
}

function gainInWords(mean, own, classes) {
  if (mean === null) return "";
  const gain = classes ? own - mean : mean - own;
  if (classes) return `${gain < 0 ? "−" : "+"}${Math.abs(gain * 100).toFixed(1)} percentage points`;
  if (!mean) return "";
  return `${percent(Math.abs(gain / mean))} ${gain < 0 ? "more" : "less"} error`;
}

/** The rows as elements. */
export function drawScores(scores) {
  const at = (value) => `${((value - scores.low) / (scores.high - scores.low)) * 100}%`;
  return scores.rows.map(({ kind, name, value, values, note }) => make("div", { class: `score is-${kind}` },
    make("dt", {}, name, make("span", { class: "score-note" }, note)),
    make("dd", { class: "score-track", "aria-hidden": "true" }, ...values.map((each) => dot(at(each))), values.length > 1 ? dot(at(value), "is-mean") : null),
    make("dd", { class: "score-value" }, scores.write(value))));
}

function dot(left, kind = "") {
  const mark = make("span", { class: `score-dot ${kind}` });
  mark.style.left = left;
  return mark;
}
