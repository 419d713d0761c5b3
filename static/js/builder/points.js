// Where the trials of a search lie over two of its axes, and the shadows that they throw on each. Pure.

import { shownValue } from "./value-texts.js";

/** Values further apart than this are shown by their powers of ten where no axis says how. */
const WIDE = 20;
const EDGE = 0.04;

/** Every path that the trials differ in, in order; which first weights they have is no place on an axis. */
export function pathsOf(trials) {
  return [...new Set(trials.flatMap((each) => Object.keys(each.settings)))].filter((path) => !/(^|\.)seed$/.test(path));
}

/** Values of any kind, each once, in order. */
function eachOnce(values) {
  return [...new Map(values.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value])).values()];
}

/**
 * {position(value) in [0, 1], ticks: [{at, text}], distinct}: one axis over the values of the trials. `declared`: the axis of
 * the search; `setting`: what the values are. null stands apart from numbers, at the edge.
 */
export function scaleOf(values, declared, setting) {
  const distinct = eachOnce(values);
  const numbers = distinct.filter((value) => typeof value === "number");
  const range = declared && declared.kind !== "choice" && "low" in declared ? [declared.low, declared.high] : [Math.min(...numbers), Math.max(...numbers)];
  const plain = numbers.length === distinct.length && numbers.length > 0 && range.every((end) => typeof end === "number" && Number.isFinite(end)) && range[0] < range[1];
  if (!plain) return categories(distinct, setting);
  const log = declared?.kind?.startsWith("log") || (!declared || declared.kind === "choice" ? range[0] > 0 && range[1] / range[0] > WIDE : false);
  return { ...numeric(range, log && range[0] > 0), distinct: distinct.length };
}

function numeric([low, high], log) {
  const share = log ? (value) => Math.log(value / low) / Math.log(high / low) : (value) => (value - low) / (high - low);
  const position = (value) => EDGE + (1 - 2 * EDGE) * share(value);
  const powers = log ? powersBetween(low, high) : [];
  const ticks = powers.length > 1 ? powers : [low, log ? Math.sqrt(low * high) : (low + high) / 2, high];
  return { position, log, ticks: ticks.map((value) => ({ at: position(value), text: short(value) })) };
}

/** Powers of ten from low to high, at most about five. */
function powersBetween(low, high) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const every = Math.max(1, Math.ceil((last - first) / 4));
  return Array.from({ length: Math.max(0, Math.floor((last - first) / every) + 1) }, (_, index) => Number(`1e${first + index * every}`));
}

function categories(distinct, setting) {
  const at = (index) => (index + 0.5) / Math.max(1, distinct.length);
  const text = (value) => (setting ? shownValue(setting, value) : String(value?.kind ?? value).replaceAll("_", " "));
  const every = Math.ceil(distinct.length / 5);
  const ticks = distinct.map((value, index) => ({ at: at(index), text: text(value) })).filter((_, index) => index % every === 0);
  const places = new Map(distinct.map((value, index) => [JSON.stringify(value), at(index)]));
  return { position: (value) => places.get(JSON.stringify(value)), ticks, log: false, distinct: distinct.length };
}

function short(value) {
  const plain = Number(value.toPrecision(2));
  return Math.abs(plain) >= 1e5 || (plain !== 0 && Math.abs(plain) < 1e-3) ? plain.toExponential(0).replace("e+", "e") : String(plain);
}

/** Each group's points: [{group, points: [[x, y]]}] in order of appearance; trials without both values have no place. */
export function pointsOf(trials, [xPath, yPath], [x, y]) {
  const groups = new Map();
  for (const { group, settings } of trials) {
    if (!(xPath in settings) || (yPath && !(yPath in settings))) continue;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push([x.position(settings[xPath]), yPath ? y.position(settings[yPath]) : 0.5]);
  }
  return [...groups].map(([group, points]) => ({ group, points }));
}

/** How many different values each group has on each path: [{group, counts: [[path, count]]}]. */
export function distinctOf(trials, paths) {
  const groups = [...new Set(trials.map((each) => each.group))];
  return groups.map((group) => {
    const members = trials.filter((each) => each.group === group);
    return { group, counts: paths.map((path) => [path, new Set(members.map((each) => JSON.stringify(each.settings[path]))).size]) };
  });
}
