// Which settings of a spec may differ between its runs: every number, switch and choice that there is. Pure.

import { concerns, fitted } from "../datasets.js";
import { entries, groups, isConstants, labelOf, neededBy, at, resolve, shownFields, variants, withoutNull, defaultOf } from "../schema.js";

/** What no run of an experiment can have for itself. */
const SHARED = ["format", "title", "ensemble", "vary"];
const LAYERS = "network.hidden";

/**
 * [{path, label, group, type, schema, value, options}] in the order of the form. `type`: "number", "whole", "options" (of
 * which there are a few: [{value, title}]) or "layers". `description`: {root, datasets}.
 */
export function variableSettings({ root, datasets }, spec) {
  const entry = fitted(datasets.find((each) => each.name === spec.data.dataset), spec.data);
  const context = { root, datasets, spec, entry, found: [] };
  for (const group of groups(root)) {
    if (SHARED.includes(group.name)) continue;
    if (group.fields) for (const [name, schema] of group.fields) visit({ ...context, group: group.title }, name, schema, "");
    else visit({ ...context, group: group.title }, group.name, group.schema, "");
  }
  return context.found.filter(({ path }) => !SHARED.includes(path));
}

function visit(context, path, schema, prefix) {
  const { root, spec, entry } = context;
  const needed = neededBy(schema, path);
  if (schema["x-hidden"] || !concerns(schema, path, entry) || (needed && !at(spec, needed))) return;
  const value = at(spec, path);
  if (value === undefined) return;
  const told = (type, more = {}) => context.found.push({ path, label: prefix + schema.title, group: context.group, type, schema, value, ...more });
  if (path === "data.dataset") return told("options", { options: kindred(context) });
  if (path === LAYERS) return layers(context, schema, told);
  const optional = withoutNull(root, schema);
  if (optional?.properties) return optionally(context, path, optional, prefix, told);
  const family = variants(root, schema);
  if (family) return oneOf(context, path, family, schema, prefix);
  if (isConstants(schema)) return [...entries(schema, value)].forEach(([name, inner]) => visit(context, `${path}.${name}`, inner, prefix));
  if (schema.properties) return inside(context, path, schema, prefix);
  if (schema.type === "boolean") return told("options", { options: [true, false].map((each) => ({ value: each, title: each ? "on" : "off" })) });
  if (schema.enum) return told("options", { options: schema.enum.map((each) => ({ value: each, title: labelOf(schema, each) })) });
  const type = numberType(schema);
  if (type) told(type, { schema: optional ? { ...optional, nullable: true } : schema });
}

/** "number", "whole", or null for what is no number. */
function numberType(schema) {
  const types = (schema.anyOf ?? [schema]).map((each) => each.type);
  return types.includes("integer") ? "whole" : types.includes("number") ? "number" : null;
}

function inside(context, path, schema, prefix) {
  for (const [name, inner] of shownFields(context.root, schema)) visit(context, `${path}.${name}`, inner, prefix);
}

function oneOf(context, path, family, schema, prefix) {
  const value = at(context.spec, path);
  if (family.length > 1) {
    const options = family.map(({ kind, title }) => ({ value: kind, title }));
    context.found.push({ path: `${path}.kind`, label: prefix + schema.title, group: context.group, type: "options", schema, value: value.kind, options });
  }
  const chosen = family.find(({ kind }) => kind === value.kind);
  if (chosen) inside(context, path, chosen.schema, prefix);
}

function optionally(context, path, schema, prefix, told) {
  const value = at(context.spec, path);
  const { default: _, ...startsFrom } = schema;
  told("options", { options: [{ value: null, title: "off" }, { value: value ?? defaultOf(context.root, startsFrom), title: "on" }] });
  if (value) inside(context, path, schema, `${schema.title}: `);
}

function layers(context, schema, told) {
  told("layers");
  const layer = resolve(context.root, schema.items);
  context.spec.network.hidden.forEach((_, index) => inside(context, `${LAYERS}.${index}`, layer, `Layer ${index + 1}: `));
}

/** Data sets that the same network could learn. */
function kindred({ datasets, entry }) {
  const like = datasets.filter((each) => each.task === entry?.task && each.inputs === entry?.inputs);
  return like.map((each) => ({ value: each.name, title: each.title }));
}
