// What a search may give to a setting: an axis to begin with, and another kind of axis over the same values. Pure.

import { sensible } from "../numbers.js";
import { same, variants } from "../schema.js";

const FACTOR = 30;
/** A search around a value goes from a tenth of it to ten times of it. */
const NEAR = 10;
/** Sensible values that lie further apart than this are told by their powers of ten. */
const WIDE = 50;
const MOST_OPTIONS = 100;

/** The kinds of axes that fit a setting: [{kind, title, schema}]; `family`: the schema of an axis. */
export function axisKinds(root, family, setting) {
  return variants(root, family).filter(({ schema }) => {
    const { values, low } = schema.properties;
    if (values) return true;
    if (!["number", "whole"].includes(setting.type) || !low) return false;
    // Real numbers would be refused where a whole one is wanted.
    return (low.type === "integer") === (setting.type === "whole");
  });
}

/** The axis that a setting begins with; numbers that spread over powers of ten go from value / factor to value · factor. */
export function proposedAxis(setting, factor = FACTOR) {
  const { type, schema, value } = setting;
  if (type === "options") return { kind: "choice", values: setting.options.slice(0, MOST_OPTIONS).map((each) => each.value) };
  if (type === "layers") return { kind: "choice", values: architectures(value) };
  if (type === "whole") return schema["x-choices"] ? { kind: "choice", values: schema["x-choices"] } : { kind: "int", ...wholeBounds(schema, value) };
  return isWide(setting) ? { kind: "log_uniform", ...wideBounds(setting, factor) } : { kind: "uniform", ...bounds(setting) };
}

/** An axis close around the present value: from a tenth of it to ten times of it, or the sensible values beside it. */
export function axisAround(setting) {
  const known = choices(setting.schema);
  if (isWide(setting) && setting.type === "number" || known.length < 3) return proposedAxis(setting, NEAR);
  const { value } = setting;
  return { kind: "choice", values: [known.filter((each) => each < value).at(-1), value, known.find((each) => each > value)].filter((each) => each !== undefined) };
}

/** Another kind of axis over the same values, as far as it can have them. */
export function converted(setting, axis, kind) {
  const grown = { kind };
  if (axis.points !== undefined && kind !== "choice") grown.points = axis.points;
  if (kind === "choice") return { kind, values: axis.values ?? between(setting, axis) };
  const numbers = (axis.values ?? []).filter((each) => typeof each === "number");
  let [low, high] = axis.values ? [Math.min(...numbers), Math.max(...numbers)] : [axis.low, axis.high];
  if (!(low < high)) ({ low, high } = setting.type === "whole" ? wholeBounds(setting.schema, setting.value) : bounds(setting));
  // No logarithm begins at 0.
  if (kind === "log_uniform" && !(low > 0)) low = sensible(high / 1000);
  return { ...grown, low, high };
}

/** Whether the sensible values of a number spread over powers of ten. */
export function isWide({ schema }) {
  if (schema["x-scale"] === "log") return true;
  const positive = choices(schema).filter((each) => each > 0);
  return positive.length > 2 && Math.max(...positive) / Math.min(...positive) >= WIDE;
}

function choices(schema) {
  return (schema["x-choices"] ?? []).filter((each) => typeof each === "number");
}

function wideBounds({ schema, value }, factor) {
  const positive = choices(schema).filter((each) => each > 0);
  const least = schema.minimum || schema.exclusiveMinimum || 1e-9;
  const most = schema.maximum ?? schema.exclusiveMaximum ?? 1e9;
  if (typeof value === "number" && value > 0) return { low: Math.max(least, sensible(value / factor)), high: Math.min(most, sensible(value * factor)) };
  return positive.length ? { low: Math.min(...positive), high: Math.max(...positive) } : { low: Math.max(least, 1e-4), high: Math.min(most, 1) };
}

function bounds({ schema, value }) {
  const known = choices(schema);
  if (known.length > 1) return { low: Math.min(...known), high: Math.max(...known) };
  const low = schema.minimum ?? schema.exclusiveMinimum;
  const high = schema.maximum ?? schema.exclusiveMaximum;
  if (low !== undefined && high !== undefined && high - low <= 100) return { low, high };
  const middle = typeof value === "number" && value !== 0 ? Math.abs(value) : 1;
  return { low: Math.max(low ?? 0, 0), high: Math.min(high ?? Infinity, 2 * middle) };
}

function wholeBounds(schema, value) {
  const integer = schema.anyOf?.find((each) => each.type === "integer") ?? schema;
  const least = integer.minimum ?? 1;
  const most = integer.maximum ?? 1e6;
  if (typeof value !== "number" || value === 0) return { low: least, high: Math.min(most, least + 9) };
  return { low: Math.max(least, Math.ceil(value / 2)), high: Math.min(most, 4 * value) };
}

/** A few values over an interval, as people would type them. */
function between(setting, { kind, low, high }) {
  const shares = [0, 0.25, 0.5, 0.75, 1];
  const value = (share) => (kind === "log_uniform" ? low * (high / low) ** share : low + share * (high - low));
  const plain = (each) => (setting.type === "whole" ? Math.round(each) : kind === "log_uniform" ? sensible(each) : Number(each.toPrecision(3)));
  return [...new Set(shares.map((share) => plain(value(share))))];
}

/** Networks around the present one: half as wide, as it is, twice as wide, and with one layer more. */
function architectures(hidden) {
  const layer = hidden.at(-1) ?? { units: 4, activation: { kind: "tanh" } };
  const scaled = (factor) => hidden.map((each) => ({ ...each, units: Math.max(1, Math.round(each.units * factor)) }));
  const proposals = hidden.length ? [scaled(0.5), hidden, scaled(2), [...hidden, layer]] : [[], [layer], [layer, layer]];
  return proposals.filter((each, index) => proposals.findIndex((other) => same(other, each)) === index);
}
