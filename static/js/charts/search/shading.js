// How good a trial is, as a shade: the best are strong, the worst fade into the page. Lightness says it, not hue. Pure.

import { accurate, better } from "../../search/objective.js";
import { groupLook, groupsOf } from "./groups.js";

const STEPS = 24;

/** A colour between two: share 0 is the first one. Both as "rgb(…)"; anything else stays as it is. */
export function mixed(one, other, share) {
  const [from, to] = [one, other].map((colour) => colour?.match(/[\d.]+/g)?.map(Number));
  if (!from || !to) return share < 0.5 ? one : other;
  return `rgb(${[0, 1, 2].map((part) => Math.round(from[part] + share * (to[part] - from[part]))).join(", ")})`;
}

/** The trials that have a score, the best first. */
export function ranked(trials, objective) {
  const order = better(objective);
  return trials.filter(({ score }) => score !== null).sort((one, other) => order(one.score, other.score) || one.number - other.number);
}

/** Number of each trial with a score → its colour. By rank, so that a few terrible trials leave the others their shades. */
export function shadesOf(trials, objective, colours) {
  const order = ranked(trials, objective);
  const steps = scaleOf(colours).map(([, colour]) => colour);
  const last = Math.max(1, order.length - 1);
  return new Map(order.map(({ number }, rank) => [number, steps[Math.round((rank / last) * (STEPS - 1))]]));
}

/** The same colours as a scale of Plotly, from the best to the worst. */
export function scaleOf(colours) {
  return Array.from({ length: STEPS }, (_, step) => [step / (STEPS - 1), mixed(colours.accent, colours.axis, step / (STEPS - 1))]);
}

/** What the shades mean, as entries of the legend; `marks`: what is drawn. */
export function legendOf(trials, colours, marks = "markers") {
  const entry = (name, colour, symbol) => ({
    type: "scatter", mode: marks, name, x: [null], y: [null], marker: { color: colour, size: 8, symbol }, line: { color: colour, width: 2 }, hoverinfo: "skip",
  });
  const found = [entry("best", colours.accent, "circle"), entry("worst", colours.axis, "circle")];
  const groups = marks === "markers" ? groupsOf(trials) : [];
  if (groups.length > 1) found.push(...groups.map((group) => entry(group, colours.muted, groupLook(group, groups).shape)));
  if (trials.some(lost)) found.push({ ...entry(trials.some(({ state }) => state === "failed") ? "diverged or failed" : "diverged", colours.danger, "x-thin-open"), mode: "markers" });
  return found;
}

/** Whether a trial has ended without a score: it diverged, or it failed. */
export function lost(trial) {
  return trial.score === null && (trial.state === "finished" || trial.state === "failed");
}

/** The upright axis of a score. */
export function scoreAxis(objective, title) {
  return { title: { text: title }, ...(accurate(objective) ? { tickformat: ".0%" } : {}), exponentformat: "power" };
}
