// Settings as the query of an address, and back: only what differs from what Descent proposes, in words that people can
// read and type: ?dataset=spiral&hidden=8,8&activation=relu&optimizer=adam&learning_rate=0.01. Pure.

import { parse, write, Unreadable } from "./address-values.js";
import { forDataset } from "./fields/dataset.js";
import { constantsFor } from "./rules/constants.js";
import { at, completed, defaultOf, entries, isConstants, isRule, replaced, resolve, same, variants, withoutNull } from "./schema.js";

/** Short names for the settings that are changed most. Links live for years: names may be added, never changed. */
const SHORT = {
  dataset: "data.dataset", samples: "data.samples", noise: "data.noise", features: "data.features", expansion: "data.expansion",
  normalization: "data.normalization", label_noise: "data.label_noise", added: "data.added", split: "data.split", hidden: "network.hidden",
  initializer: "network.initializer", learning_rate: "optimizer.learning_rate", batch_size: "batch.size", growth: "batch.growth",
  l1: "regularization.l1", l2: "regularization.l2", weight_decay: "regularization.weight_decay", epochs: "stopping.epochs",
  early: "stopping.early", threshold: "stopping.threshold", rule: "optimizer.rule", constants: "optimizer.constants",
};
const LAYERS = "network.hidden";
const ACTIVATIONS = "activation";

/** The short form of a path. */
export function shortened(path) {
  const found = Object.entries(SHORT).find(([, whole]) => path === whole || path.startsWith(`${whole}.`));
  return found ? found[0] + path.slice(found[1].length) : path;
}

/** The whole path behind a name in an address. */
export function lengthened(name) {
  const [first, ...rest] = name.split(".");
  return [Object.hasOwn(SHORT, first) ? SHORT[first] : first, ...rest].join(".");
}

/** What a data set is trained with when nothing else is said. */
function proposed({ schema, defaults, datasets }, name) {
  const entry = (which) => datasets.find((each) => each.name === which);
  const found = entry(name);
  if (name === defaults.data.dataset) return defaults;
  return found ? forDataset(defaults, found, schema, entry(defaults.data.dataset)) : replaced(defaults, "data.dataset", name);
}

/** [[name, text]] of everything in which a spec differs from what is proposed. `description`: {schema, defaults, datasets}. */
export function pairsOf(description, spec) {
  const { schema, defaults } = description;
  const pairs = [];
  const tell = (path, value, inner) => pairs.push([shortened(path), write(value, inner)]);
  if (spec.data.dataset !== defaults.data.dataset) tell("data.dataset", spec.data.dataset, {});
  compare({ root: schema, tell }, "", schema, completed(schema, spec), proposed(description, spec.data.dataset));
  return pairs;
}

function compare(context, path, schema, value, base) {
  if (value === undefined || same(value, base)) return;
  const { root, tell } = context;
  const optional = withoutNull(root, schema);
  const inner = resolve(root, optional || schema);
  if (path === LAYERS) return compareLayers(context, inner, value, base);
  const family = !optional && variants(root, inner);
  const member = family && family.find((each) => each.kind === value?.kind);
  if (member) {
    if (value.kind !== base?.kind) tell(path, value.kind, {});
    const from = value.kind === base?.kind ? base : defaultOf(root, member.schema);
    return compareFields(context, path, member.schema, value, from);
  }
  if (isConstants(inner)) return [...entries(inner, value)].forEach(([name, each]) => compare(context, `${path}.${name}`, each, value[name], base?.[name]));
  if (!inner.properties || value === null) return tell(path, value, optional && inner.properties ? { type: "switch" } : schema);
  if (base === null) tell(path, true, { type: "switch" });
  return compareFields(context, path, inner, value, base ?? defaultOf(root, { ...inner, default: undefined }));
}

function compareFields(context, path, schema, value, base) {
  for (const [name, inner] of Object.entries(schema.properties)) {
    if (name !== "kind") compare(context, path ? `${path}.${name}` : name, inner, value[name], isConstants(inner) && rewritten(schema, value, base) ? {} : base[name]);
  }
}

/** [[path, text]] of the settings in which one choice of a family differs from its defaults. */
export function pairsOfMember(root, member, value) {
  const pairs = [];
  const tell = (path, text, inner) => pairs.push([path, write(text, inner)]);
  compareFields({ root, tell }, "", member.schema, value, defaultOf(root, member.schema));
  return pairs;
}

/** One choice of a family with the text at a path of its own read into it; throws Unreadable. */
export function withPair(root, member, value, path, text) {
  return placed({ root, path, text }, member.schema, value, path.split("."));
}

/** Whether a rule is another one than the base's: its constants have nothing to do with those. */
function rewritten(schema, value, base) {
  return Object.entries(schema.properties).some(([name, inner]) => isRule(inner) && value[name] !== base[name]);
}

/** Units as a list, activations as one word where all are alike, everything else layer by layer. */
function compareLayers(context, schema, layers, base) {
  const { root, tell } = context;
  const layer = resolve(root, schema.items);
  const units = (list) => list.map((each) => each.units);
  const kinds = (list) => list.map((each) => each.activation.kind);
  const sized = same(units(layers), units(base)) ? base : units(layers).map((each) => ({ ...defaultOf(root, layer), units: each }));
  if (sized !== base) tell(LAYERS, units(layers), { type: "array" });
  const wanted = kinds(layers);
  const changed = !same(wanted, kinds(sized));
  if (changed) tell(ACTIVATIONS, new Set(wanted).size === 1 ? wanted.slice(0, 1) : wanted, { type: "array" });
  const from = changed ? withActivations(root, layer, sized, wanted) : sized;
  layers.forEach((each, index) => compareFields(context, `${LAYERS}.${index}`, layer, each, from[index]));
}

function withActivations(root, layer, layers, kinds) {
  const family = variants(root, resolve(root, layer.properties.activation));
  if (kinds.length > 1 && kinds.length !== layers.length) throw new Unreadable(`There are ${kinds.length} activations for ${layers.length} hidden layers.`);
  return layers.map((each, index) => {
    const member = family.find(({ kind }) => kind === kinds[kinds.length === 1 ? 0 : index]);
    if (!member) throw new Unreadable(`“${kinds.join(",")}” does not name activations: there are ${family.map(({ kind: one }) => one).join(", ")}.`);
    return each.activation.kind === member.kind ? each : { ...each, activation: { ...defaultOf(root, member.schema), kind: member.kind } };
  });
}

/** The spec of [[name, text]] and a sentence about each pair that says nothing: {spec, problems: [{loc, msg}]}. */
export function specOf(description, pairs) {
  const problems = [];
  const named = pairs.map(([name, text]) => ({ name, text, path: lengthened(name) }));
  const dataset = named.findLast(({ path }) => path === "data.dataset")?.text;
  const known = dataset === undefined || description.datasets.some((each) => each.name === dataset);
  if (!known) problems.push({ loc: "dataset", msg: `There is no data set “${dataset}” here: ${description.defaults.data.dataset} stands in for it.` });
  let spec = structuredClone(proposed(description, known && dataset !== undefined ? dataset : description.defaults.data.dataset));
  // What a choice brings along can only be set once it is chosen.
  const depth = ({ path }) => (path === ACTIVATIONS ? 2.5 : path.split(".").length);
  for (const { name, text, path } of named.filter((each) => each.path !== "data.dataset").sort((one, other) => depth(one) - depth(other))) {
    try {
      spec = put(description.schema, spec, path, text);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ loc: name, msg: error.message });
    }
  }
  return { spec, problems };
}

function put(root, spec, path, text) {
  const layer = () => resolve(root, resolve(root, resolve(root, root.properties.network).properties.hidden).items);
  if (path === ACTIVATIONS) return replaced(spec, LAYERS, withActivations(root, layer(), at(spec, LAYERS), text.split(",")));
  if (path === LAYERS) {
    const most = resolve(root, root.properties.network).properties.hidden.maxItems;
    const units = ["", "none"].includes(text) ? [] : text.split(",").map((each) => parse(each, layer().properties.units));
    if (units.length > most) throw new Unreadable(`A network has at most ${most} hidden layers.`);
    return replaced(spec, LAYERS, units.map((each) => ({ ...defaultOf(root, layer()), units: each })));
  }
  return placed({ root, path, text }, root, spec, path.split("."));
}

/** A copy of `value` in which the text stands at the end of the steps, read as the schema there wants it. */
function placed(context, schema, value, steps) {
  const { root, text } = context;
  const optional = withoutNull(root, schema);
  const inner = resolve(root, optional || schema);
  const family = !optional && variants(root, inner);
  if (steps.length === 0) {
    if (family) return chosen(root, family, value, text);
    if (!inner.properties) return parse(text, inner === schema || !optional ? inner : schema);
    if (!optional) throw new Unreadable("This is a group of settings: name one of them.");
    return parse(text, { type: "switch" }) ? value ?? defaultOf(root, { ...inner, default: undefined }) : null;
  }
  const [step, ...rest] = steps;
  const fields = family ? family.find((each) => each.kind === value?.kind)?.schema : inner;
  const next = inner.type === "array" && /^\d+$/.test(step) && step < value.length ? inner.items : constant(inner, value, step) ?? own(fields?.properties, step);
  if (!next || step === "kind" || (next["x-hidden"] && next.const !== undefined)) throw new Unreadable("There is no such setting here.");
  const from = value ?? defaultOf(root, { ...inner, default: undefined });
  const put = placed(context, resolve(root, next), from[step], rest);
  if (Array.isArray(from)) return from.with(Number(step), put);
  return { ...from, [step]: put, ...(isRule(next) ? constantsOf(fields, put) : {}) };
}

/** What a constant of the rule may be; any number, wherever its slider ends. */
function constant(schema, value, name) {
  return isConstants(schema) && Object.hasOwn(value, name) ? schema.additionalProperties : null;
}

/** Another rule has other constants, which begin as usual. */
function constantsOf(fields, rule) {
  const named = Object.entries(fields.properties).filter(([, schema]) => isConstants(schema));
  return Object.fromEntries(named.map(([name]) => [name, constantsFor(rule, {})]));
}

function own(properties, name) {
  return properties && Object.hasOwn(properties, name) ? properties[name] : null;
}

function chosen(root, family, value, kind) {
  const member = family.find((each) => each.kind === kind);
  if (!member) throw new Unreadable(`“${kind}” is none of ${family.map((each) => each.kind).join(", ")}.`);
  return value?.kind === kind ? value : { ...defaultOf(root, member.schema), kind };
}

/** Pairs as a query without its question mark; commas, colons, semicolons and slashes stay as they are. */
export function queryOf(pairs) {
  const escaped = (text) => encodeURIComponent(text).replaceAll("%20", "+").replace(/%2C|%3A|%3B|%2F/g, decodeURIComponent);
  return pairs.map(([name, text]) => `${escaped(name)}=${escaped(text)}`).join("&");
}
