// The settings that differ between trials, as axes of charts. Pure.

import { figure } from "../../numbers.js";
import { labelOf } from "../../search/objective.js";

const DECADES = 50;
const MOST_TEXT = 18;

/**
 * [{path, label, log, categories, at(trial), text(value)}] in the order of the search's own axes. `categories`: the texts of
 * values that are no numbers, or null; `at`: where a trial stands (the place of its category), NaN where it has no such setting.
 */
export function axesOf(trials, vary = null) {
  const named = Object.keys(vary?.axes ?? {});
  const paths = [...new Set([...named, ...trials.flatMap(({ settings }) => Object.keys(settings ?? {}))])];
  return paths.map((path) => axisOf(path, trials, vary?.axes?.[path])).filter(Boolean);
}

function axisOf(path, trials, searched) {
  const values = trials.map(({ settings }) => settings?.[path]).filter((value) => value !== undefined);
  const keys = new Set(values.map((value) => JSON.stringify(value)));
  if (keys.size < 2 && !(searched && keys.size)) return null;
  const label = labelOf(path);
  if (values.every((value) => typeof value === "number")) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const log = low > 0 && (searched ? searched.kind === "log_uniform" : high / low >= DECADES);
    return { path, label, log, low, high, categories: null, at: ({ settings }) => numberOf(settings?.[path]), text: shortNumber };
  }
  const places = new Map();
  const texts = [];
  for (const value of inOrder(values, searched)) {
    const key = JSON.stringify(value);
    if (places.has(key)) continue;
    places.set(key, texts.length);
    texts.push(shortText(value));
  }
  const at = ({ settings }) => places.get(JSON.stringify(settings?.[path])) ?? NaN;
  return { path, label, log: false, low: 0, high: texts.length - 1, categories: texts, at, text: (place) => texts[place] ?? "" };
}

/** Choices stand in the order in which they were named, as far as some trial took them. */
function inOrder(values, searched) {
  const taken = new Set(values.map((value) => JSON.stringify(value)));
  return [...(searched?.values ?? []).filter((value) => taken.has(JSON.stringify(value))), ...values];
}

const numberOf = (value) => (typeof value === "number" ? value : NaN);

/** A number of a setting, short enough for an axis. */
export function shortNumber(value) {
  if (value !== 0 && Math.abs(value) < 0.001) return figure(value);
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : value.toPrecision(3).replace(/\.?0+(?=e|$)/, "");
}

/** Any value of a setting in a few words. */
export function shortText(value) {
  if (value === null || value === false) return "off";
  if (value === true) return "on";
  if (typeof value === "number") return shortNumber(value);
  if (Array.isArray(value)) return cut(value.length ? value.map(shortText).join("-") : "none");
  if (typeof value === "object") return cut(String(value.kind ?? value.units ?? "…").replaceAll("_", " "));
  return cut(String(value).replaceAll("_", " "));
}

const cut = (text) => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text);

/** An axis for Plotly. */
export function plotAxis(axis) {
  if (axis.categories) {
    return {
      title: { text: axis.label }, tickmode: "array", tickvals: axis.categories.map((_, place) => place), ticktext: axis.categories.map(escaped),
      range: [-0.5, axis.categories.length - 0.5], autorange: false, zeroline: false,
    };
  }
  return { title: { text: axis.label }, type: axis.log ? "log" : "linear", exponentformat: "power", minorloglabels: "none", zeroline: false, nticks: 6 };
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Where a value lies between the lowest and the highest of its axis: 0 to 1, NaN where there is none. */
export function shareOf(axis, value) {
  if (Number.isNaN(value)) return NaN;
  const scaled = axis.log ? Math.log : (each) => each;
  const [low, high] = [scaled(axis.low), scaled(axis.high)];
  return high > low ? (scaled(value) - low) / (high - low) : 0.5;
}

/** What a trial set, in words: "learning rate 0.03, l2 0.001". */
export function settingsOf(trial, axes) {
  return axes.map((axis) => [axis, axis.at(trial)]).filter(([, at]) => !Number.isNaN(at)).map(([axis, at]) => `${axis.label} ${axis.text(at)}`).join(", ");
}

/** How an axis counts trials: between two of a few there is none. */
export function trialTicks(trials) {
  return trials.length <= 10 ? { dtick: 1 } : { nticks: 8 };
}
