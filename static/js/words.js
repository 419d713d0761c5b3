// An experiment's settings in words, and which of them differ from the default. Pure.

import { concerns } from "./datasets.js";
import { at, differences, entries, groups, isConstants, isRule, labelOf, neededBy, same, shownFields, variants, withoutNull } from "./schema.js";
import { count, percent, whole } from "./numbers.js";
import { MARK, postedLines } from "./posted-words.js";
import { withVaried } from "./vary-words.js";

export { changeInWords, changesInWords } from "./change-words.js";

/** [{title, lines: [{path, label, text, changed, before, varied}]}] in the order of the form; `varied`: its runs differ in it. */
export function inWords(root, spec, defaults, datasets = []) {
  if (spec.posted) return [{ title: MARK, lines: postedLines(spec.posted) }];
  const changed = differences(spec, defaults);
  const isChanged = (path) => changed.some((each) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`));
  const context = { root, spec, defaults, datasets, isChanged };
  const told = groups(root).map((group) => ({
    title: group.title,
    lines: group.fields
      ? group.fields.map(([name, schema]) => line(context, name, schema))
      : lines(context, group.name, group.schema),
  }));
  return withVaried(told.filter((group) => group.lines.length > 0), spec.vary);
}

function lines(context, path, schema) {
  const value = at(context.spec, path);
  // An older experiment knows nothing of a setting that came later.
  if (value === undefined) return [];
  const optional = withoutNull(context.root, schema);
  if (optional) return value === null ? [line(context, path, schema)] : inner(context, path, optional);
  const family = variants(context.root, schema);
  if (family) {
    const chosen = family.find((each) => each.kind === value?.kind);
    const head = { path: `${path}.kind`, label: schema.title, text: chosen?.title || String(value?.kind), ...mark(context, `${path}.kind`, schema, family) };
    return [head, ...(chosen ? inner(context, path, chosen.schema) : [])];
  }
  return inner(context, path, schema);
}

function inner(context, path, schema) {
  const entry = context.datasets?.find((each) => each.name === context.spec.data?.dataset);
  return shownFields(context.root, schema).flatMap(([name, each]) => {
    const where = `${path}.${name}`;
    const needed = neededBy(each, where);
    if (!concerns(each, where, entry) || (needed && !at(context.spec, needed))) return [];
    const optional = withoutNull(context.root, each);
    if (at(context.spec, where) === undefined) return [];
    if (isConstants(each)) return [...entries(each, at(context.spec, where))].map(([own, one]) => line(context, `${where}.${own}`, one));
    if (variants(context.root, each)) return lines(context, where, each);
    if (each.properties) return inner(context, where, each);
    if (optional?.properties && at(context.spec, where)) return inner(context, where, optional);
    return [line(context, where, each)];
  });
}

function line(context, path, schema) {
  const value = at(context.spec, path);
  // A switch or a choice that nobody touched says nothing about an experiment.
  const routine = (schema.type === "boolean" || Boolean(schema.enum)) && same(value, schema.default);
  return { path, label: schema.title || path, text: text(context, path, value, schema), routine, ...(isRule(schema) ? { code: true } : {}), ...mark(context, path, schema) };
}

function mark(context, path, schema, family = null) {
  if (!context.isChanged(path)) return { changed: false, before: "" };
  // Inside another choice than the default one, what counts is that choice's own default.
  const parent = path.slice(0, path.lastIndexOf("."));
  const otherChoice = !path.endsWith(".kind") && at(context.spec, parent)?.kind !== at(context.defaults, parent)?.kind;
  const default_ = otherChoice ? schema.default : at(context.defaults, path);
  const changed = !same(default_, at(context.spec, path));
  if (!changed || default_ === undefined) return { changed, before: "" };
  const named = family?.find((each) => each.kind === default_)?.title;
  return { changed, before: named || text(context, path, default_, schema) };
}

function text(context, path, value, schema = {}) {
  if (path === "data.dataset") return context.datasets.find((each) => each.name === value)?.title || value;
  if (path === "network.hidden") return layers(context.root, value);
  if (path === "data.features" && value) return value.map((name) => tile(context, name)).join(", ");
  if (path === "data.added") return value.length ? count(value.length, "point") : "none";
  if (path.startsWith("data.split.")) return percent(value);
  if (value === null || value === undefined) return EMPTY[path] || schema["x-empty"] || "off";
  if (schema.enum) return labelOf(schema, value);
  if (isRule(schema)) return value;
  if (value === true) return "on";
  if (value === false) return "off";
  if (Array.isArray(value)) return value.join(", ");
  const told = typeof value === "number" && Number.isInteger(value) && !path.endsWith("seed") ? whole(value) : String(value).replaceAll("_", " ");
  return schema["x-unit"] ? `${told} ${value === 1 ? schema["x-unit"].replace(/s$/, "") : schema["x-unit"]}` : told;
}

/** A function of a point as its formula: "x1^2" is x₁². */
function tile({ datasets, spec }, name) {
  return datasets?.find((each) => each.name === spec.data.dataset)?.tiles?.find((each) => each.name === name)?.shown ?? name;
}

const EMPTY = { "data.samples": "as many as usual", "data.features": "all of them", "data.seed": "as the experiment", "network.seed": "as the experiment" };

/** "64 – 32 ReLU": the hidden layers from the inputs to the outputs. */
export function layers(root, hidden) {
  if (!hidden || hidden.length === 0) return "none (a linear model)";
  const title = (layer) => [root.$defs && activationTitle(root, layer.activation.kind), ...extras(layer)].join(", ");
  if (new Set(hidden.map(title)).size === 1) return `${hidden.map((layer) => layer.units).join(" – ")} ${title(hidden[0])}`;
  return hidden.map((layer) => `${layer.units} ${title(layer)}`).join(" – ");
}

function extras({ normalization, dropout }) {
  return [normalization && normalization !== "none" ? `${normalization} norm` : "", dropout ? `dropout ${dropout}` : ""].filter(Boolean);
}

function activationTitle(root, kind) {
  const activation = root.$defs.Layer?.properties.activation;
  return (activation && variants(root, activation).find((each) => each.kind === kind)?.title) || kind;
}

/** A name for an experiment that nobody named: "Handwritten digits, 64 – 32 Tanh, Adam". */
export function inShort(root, spec, datasets) {
  if (spec.posted) return MARK;
  const optimizer = variants(root, root.properties.optimizer)?.find((each) => each.kind === spec.optimizer.kind)?.title || spec.optimizer.kind;
  const network = spec.network.hidden.length ? layers(root, spec.network.hidden) : "linear";
  return [text({ root, datasets }, "data.dataset", spec.data.dataset), network, optimizer].join(", ");
}

/** A short line under the heading of a closed group: its most telling values. */
export function summary(root, group, spec, datasets) {
  const context = { root, spec, defaults: spec, datasets, isChanged: () => false };
  const all = group.fields
    ? group.fields.map(([name, schema]) => line(context, name, schema))
    : lines(context, group.name, group.schema);
  // A seed of 0 is a seed like any other.
  const none = (each) => ["off", "0", "0.0"].includes(each.text) && each.path !== "seed";
  const telling = all.filter((each) => !each.routine && !none(each) && !each.path.startsWith("data.split"));
  if (telling.length === 0) return "none";
  return telling.slice(0, 2).map((each, index) => (index === 0 && !/^\d/.test(each.text) ? each.text : `${symbol(each.label)} ${each.text}`)).join(" · ");
}

function symbol(label) {
  const last = label.split(" ").pop();
  return /^[α-ωΑ-Ω][₀-₉]*$/u.test(last) ? last : label.toLowerCase();
}

/** What a suggested value would be, after the word "Try": "learning rate 0.03", "Xavier uniform", "8 Tanh". */
export function suggestionInWords(root, path, value) {
  if (path === "network.hidden") return layers(root, value);
  if (value?.kind) return kindTitle(root, value.kind);
  const name = path.split(".").pop().replaceAll("_", " ");
  if (value !== null && typeof value === "object") return EMPTY_GROUPS[path] || name;
  return `${name} ${value}`;
}

const EMPTY_GROUPS = { "stopping.early": "early stopping" };

function kindTitle(root, kind) {
  const found = Object.values(root.$defs || {}).find((each) => each.properties?.kind?.const === kind);
  return found?.title || kind.replaceAll("_", " ");
}
