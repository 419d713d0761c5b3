// What a comparison says, in words that a student may quote. Pure.

import { count, figure, percent, whole } from "../numbers.js";
import { accurate } from "./objective.js";

const MOST_NAMED = 3;
/** Lanes further apart than this share of their epochs are not compared without a word. */
const FAIR = 0.8;

/** How a score of this objective is written. */
export function written(objective) {
  return accurate(objective) ? percent : figure;
}

/** A difference of two scores: accuracies in percentage points. */
export function difference(value, objective) {
  const size = accurate(objective) ? `${Math.abs(100 * value).toFixed(1)} points` : figure(Math.abs(value));
  return value < 0 ? `−${size}` : size;
}

/** "0.123 ± 0.004": a trial's mean and deviation over its seeds; "0.123" of one seed. */
export function scoreInWords({ score, deviation }, objective) {
  if (score === null) return "–";
  const write = written(objective);
  return deviation === null ? write(score) : `${write(score)} ± ${write(deviation)}`;
}

/**
 * {tone, title, detail, advice}: tone is "clear", "noise", "unknown" or "early". `over`: whether training has ended;
 * `gone`: the lanes that came to nothing, as trials, and `left`: the names of the others; `epochs`: where each stands. `judgement`: what `judged` found, or null.
 */
export function verdictInWords(judgement, objective, { over, trials, gone = [], left = [], epochs = [], metric = objective.replace("_", " ") }) {
  if (!judgement && over && left.length === 1) return { tone: "unknown", title: `Only ${left[0]} came to an end that counts`, detail: goneInWords(gone).trim(), advice: null };
  if (!judgement) return { tone: "early", title: over ? "Nothing to compare" : "Too early to say", detail: nothing(trials, over) + goneInWords(gone), advice: null };
  const { leader, others, seeds } = judgement;
  const note = `${goneInWords(gone)}${over ? "" : apartInWords(epochs)}`;
  const [second] = others;
  const verb = over ? "" : " so far";
  const lead = second.lead;
  const by = lead.mean === null ? "" : ` by ${difference(Math.abs(lead.mean), objective)}`;
  if (seeds < 2) {
    return {
      tone: "unknown", title: lead.mean === 0 ? `${leader.name} is level with ${listed(others.filter((other) => other.lead.mean === 0))}${verb}` : `${leader.name} leads${verb}${by}`,
      detail: `Best ${metric} ${scoreInWords(leader, objective)}, next ${second.trial.name} with ${scoreInWords(second.trial, objective)}. One seed each: whether other first weights and batches would say the same is not known.${note}${luck(trials, over)}`,
      advice: over ? "repeat" : null,
    };
  }
  const best = `Best ${metric}, mean ± standard deviation over ${count(leader.runs.length, "seed")}: ${scoreInWords(leader, objective)}; next ${second.trial.name} with ${scoreInWords(second.trial, objective)}.`;
  if (judgement.clear) {
    return {
      tone: "clear", title: `${leader.name} leads${verb}${by}: more than seed noise`,
      detail: `${best} ${span(second, objective)}${lost(others)}${note}`, advice: null,
    };
  }
  const tied = others.filter(({ apart }) => !apart);
  return {
    tone: "noise", title: `Within seed noise: ${leader.name} cannot be told from ${listed(tied)}`,
    detail: `${best} ${span(tied[0], objective)}${lost(others)}${note}`, advice: over ? "repeat" : null,
  };
}

/** "a, b, c and 4 more" of the lanes beside the leader. */
function listed(others) {
  const names = others.slice(0, MOST_NAMED).map(({ trial }) => trial.name).join(", ");
  return others.length > MOST_NAMED ? `${names} and ${whole(others.length - MOST_NAMED)} more` : names;
}

/** Seed for seed: the lead and where it lies in 95 of 100 repetitions of this comparison. */
function span({ trial, lead }, objective) {
  if (lead.low === null) return `With ${trial.name} it shares ${count(lead.count, "seed")} only.`;
  return `Seed for seed it is ahead of ${trial.name} by ${difference(lead.mean, objective)}, 95 % interval ${difference(lead.low, objective)} to ${difference(lead.high, objective)}${lead.low <= 0 ? ", which holds zero" : ""}.`;
}

function lost(others) {
  const bad = others.filter(({ lost: seeds }) => seeds > 0).length;
  return bad ? ` In ${bad === 1 ? "one lane" : `${bad} lanes`} some seeds diverged.` : "";
}

/** " η 10 diverged.": lanes without any seed to go by. */
function goneInWords(gone) {
  if (!gone.length) return "";
  const diverged = gone.every(({ runs }) => runs.every((run) => (run.finished?.reason ?? run.reason) === "diverged"));
  const names = gone.length <= MOST_NAMED ? gone.map(({ name }) => name).join(" and ") : `${whole(gone.length)} lanes`;
  return ` ${names} ${diverged ? "diverged" : "came to nothing"}.`;
}

/** Lanes of other shapes or optimizers take turns: who is ahead now may only have trained longer. */
function apartInWords(epochs) {
  const [least, most] = [Math.min(...epochs), Math.max(...epochs)];
  return epochs.length && least < FAIR * most ? ` They are at epochs ${whole(least)} to ${whole(most)}: the lead may come from that alone.` : "";
}

function luck(trials, over) {
  return over && trials > 5 ? ` And the best of ${whole(trials)} looks better than it is: it was chosen by these very figures.` : "";
}

function nothing(trials, over) {
  return over ? "Fewer than two of them have a figure to go by." : `${count(trials, "lane")} will be compared as soon as their first epochs are validated.`;
}
