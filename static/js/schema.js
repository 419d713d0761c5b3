// Reads the JSON schema of the spec: references, choices of a family, defaults, dotted paths. Pure.

import { constantSchema } from "./rules/constants.js";

/** The schema with its reference followed; what stands beside the reference wins. */
export function resolve(root, schema) {
  if (!schema.$ref) return schema;
  const { $ref, ...beside } = schema;
  const target = root.$defs[$ref.split("/").pop()];
  return { ...target, ...beside, "x-name": $ref.split("/").pop() };
}

/** The choices of a family: [{kind, title, schema}], or null where the schema is no family. */
export function variants(root, schema) {
  const resolved = resolve(root, schema);
  const members = resolved.oneOf || (resolved.properties?.kind?.const !== undefined ? [resolved] : null);
  return members && members.map((member) => {
    const each = resolve(root, member);
    return { kind: each.properties.kind.const, title: each.title, schema: each };
  });
}

/** The schema that applies when null is left aside, or null where null is not allowed. */
export function withoutNull(root, schema) {
  const options = schema.anyOf;
  if (!options || !options.some((option) => option.type === "null")) return null;
  const { anyOf, ...beside } = schema;
  const rest = options.filter((option) => option.type !== "null");
  if (rest.length > 1) return { ...beside, anyOf: rest };
  const inner = resolve(root, rest[0]);
  return { ...inner, ...beside, description: beside.description || inner.description };
}

/** The value that a schema begins with. */
export function defaultOf(root, schema) {
  const resolved = resolve(root, schema);
  if (resolved.default !== undefined) return complete(root, resolved, structuredClone(resolved.default));
  if (resolved.const !== undefined) return resolved.const;
  if (resolved.oneOf) return defaultOf(root, resolved.oneOf[0]);
  if (resolved.properties) return complete(root, resolved, {});
  return resolved.type === "array" ? [] : null;
}

function complete(root, schema, value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const family = schema.oneOf && variants(root, schema).find((each) => each.kind === value.kind);
  const properties = (family ? family.schema : schema).properties || {};
  for (const [name, inner] of Object.entries(properties)) {
    if (value[name] === undefined) value[name] = defaultOf(root, inner);
  }
  return value;
}

/** A spec with the defaults of every setting that it lacks, as those of older experiments do. Pure. */
export function completed(root, spec) {
  const fill = (schema, value) => {
    const resolved = resolve(root, withoutNull(root, schema) || schema);
    const family = variants(root, resolved);
    const chosen = family ? family.find((each) => each.kind === value?.kind)?.schema : resolved;
    if (!chosen?.properties || value === null || typeof value !== "object" || Array.isArray(value)) return value;
    const filled = { ...value };
    for (const [name, inner] of Object.entries(chosen.properties)) {
      filled[name] = value[name] === undefined ? defaultOf(root, inner) : fill(inner, value[name]);
    }
    return filled;
  };
  return fill(root, spec);
}

/** The fields of a group that are drawn, in order: [[name, schema]]. */
export function shownFields(root, schema) {
  const resolved = resolve(root, schema);
  return Object.entries(resolved.properties || {})
    .map(([name, inner]) => [name, resolve(root, inner)])
    .filter(([name, inner]) => !inner["x-hidden"] && name !== "kind");
}

/** The groups of the form: [{name, title, schema}], settings outside any group last, under one heading. */
export function groups(root) {
  const inside = [];
  const outside = [];
  for (const [name, inner] of shownFields(root, root)) {
    const title = inner["x-group"];
    if (title) inside.push({ name, title, schema: inner });
    else outside.push([name, inner]);
  }
  const hasChoice = ({ schema }) => (variants(root, schema) || []).length > 1 || withoutNull(root, schema)?.properties
    || (variants(root, schema) || [{ schema }]).some((each) => shownFields(root, each.schema).length > 0);
  const drawn = inside.filter(hasChoice);
  if (outside.length) drawn.push({ name: "", title: "Randomness", fields: outside });
  return drawn;
}

/** The value at a dotted path; undefined where it leads nowhere. */
export function at(value, path) {
  return path === "" ? value : path.split(".").reduce((inner, key) => inner?.[key], value);
}

/** The schema of the setting at a dotted path of a spec; null where it leads nowhere. */
export function schemaAt(root, spec, path) {
  let [schema, value] = [root, spec];
  for (const key of path.split(".")) {
    const inner = resolve(root, withoutNull(root, resolve(root, schema)) || schema);
    const family = inner.oneOf && variants(root, inner).find((each) => each.kind === value?.kind);
    schema = Array.isArray(value) ? inner.items : entries(inner, value).get(key) ?? (family ? family.schema : inner).properties?.[key];
    value = value?.[key];
    if (!schema) return null;
  }
  return resolve(root, schema);
}

/** Whether a setting is the text of a rule, or the constants of one. */
export const isRule = (schema) => schema["x-widget"] === "rule";
export const isConstants = (schema) => schema["x-widget"] === "constants";

/** The settings in a group whose names the student chose, the constants of a rule: Map of name → schema; empty elsewhere. */
export function entries(schema, value) {
  const named = isConstants(schema) ? Object.entries(value ?? {}) : [];
  return new Map(named.map(([name, each]) => [name, constantSchema(name, each, { "x-live": schema["x-live"] })]));
}

/** The path of the setting without which the one at `path` does nothing, or "". */
export function neededBy(schema, path) {
  return schema["x-needs"] ? [...path.split(".").slice(0, -1), schema["x-needs"]].join(".") : "";
}

/** A copy with the value at a dotted path replaced; everything off the path is shared. */
export function replaced(value, path, put) {
  if (path === "") return put;
  const [key, ...rest] = path.split(".");
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = replaced(value?.[key], rest.join("."), put);
  return copy;
}

/** Whether two JSON values are alike, whatever the order of their keys. */
export function same(one, other) {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
}

/** The dotted paths of single settings in which two specs differ; lists count as one setting, except of equally many groups. */
export function differences(one, other, path = "") {
  if (same(one, other)) return [];
  const both = [one, other].every((value) => value !== null && typeof value === "object" && !Array.isArray(value));
  const groups = [one, other].every((value) => Array.isArray(value) && value.every((each) => each !== null && typeof each === "object"));
  if (groups && one.length === other.length) {
    return one.flatMap((each, index) => differences(each, other[index], path ? `${path}.${index}` : String(index)));
  }
  if (!both || one.kind !== other.kind) return [path];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .flatMap((key) => differences(one[key], other[key], path ? `${path}.${key}` : key));
}

/** How one of a few words is shown. */
export function labelOf(schema, word) {
  return schema["x-labels"]?.[word] ?? word.replaceAll("_", " ");
}

/** What somebody reads first about a component: its sentence, apart from its formula. */
export function explanation(schema) {
  const [sentence, ...rest] = (schema.description || "").split("\n\n");
  const formula = rest.join("\n\n").replace(/([^\n])\n(?!\n)/g, "$1 ");
  return { sentence: sentence.replaceAll("\n", " ").replaceAll("`", ""), formula, source: schema["x-source"] || "" };
}
