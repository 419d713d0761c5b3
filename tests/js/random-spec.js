// Any spec that the form can make, by a number: every setting drawn from what its schema allows.

import { constantsFor } from "/static/js/rules/constants.js";
import { EXAMPLES } from "/static/js/rules/examples.js";
import { completed, isConstants, isRule, resolve, variants, withoutNull } from "/static/js/schema.js";

/** Numbers in [0, 1) that are the same for the same seed. */
export function random(seed) {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** A whole spec; about `share` of its settings are not as they begin. */
export function randomSpec({ schema: root, defaults, datasets }, seed, share = 0.4) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const draw = (schema, value, path) => {
    const optional = withoutNull(root, schema);
    const inner = resolve(root, optional || schema);
    if (path === "data.dataset") return pick(datasets).name;
    if (path === "vary") return next() < 0.2 ? VARY : null;
    if (optional && next() > share) return null;
    if (inner.items && resolve(root, inner.items).properties) return Array.from({ length: Math.floor(next() * 9) }, () => fields(resolve(root, inner.items), {}, path));
    const family = variants(root, inner);
    if (family) {
      const member = pick(family);
      return { ...fields(member.schema, {}, path), kind: member.kind };
    }
    if (inner.properties) return fields(inner, value ?? {}, path);
    return next() < share ? leaf(optional ? { ...inner, anyOf: undefined } : inner, next, pick) : value ?? inner.default;
  };
  const fields = (schema, value, path) => {
    const drawn = Object.fromEntries(Object.entries(schema.properties)
      .filter(([name]) => name !== "kind").map(([name, inner]) => [name, draw(inner, value?.[name], path ? `${path}.${name}` : name)]));
    const rule = Object.keys(drawn).find((name) => isRule(schema.properties[name]));
    // A rule has the constants that it names.
    return rule ? { ...drawn, constants: Object.fromEntries(Object.keys(constantsFor(drawn[rule], {})).map((name) => [name, next() * 2 - 1])) } : drawn;
  };
  return completed(root, draw(root, structuredClone(defaults), ""));
}

const VARY = { kind: "grid", axes: { "optimizer.learning_rate": { kind: "log_uniform", low: 1e-4, high: 1, points: null } }, trials: 9, seed: 3 };
const WORDS = ["x1", "x1^2", "sin x1", "50 %, or & more", "größer als +1", "a=b#c?d", "1", "on", "null", "%2C", "%"];

function leaf(schema, next, pick) {
  const one = schema.anyOf ? pick(schema.anyOf) : schema;
  if (one.const !== undefined) return one.const;
  if (one.enum) return pick(one.enum);
  if (one.type === "boolean") return next() < 0.5;
  if (isRule(one)) return pick([...EXAMPLES.map(({ rule }) => rule), "", "w = w - c; # ;\n", " w = g;w = w "]);
  if (isConstants(one)) return one.default;
  if (one.type === "string") return pick(WORDS);
  if (one.type === "array") return Array.from({ length: 1 + Math.floor(next() * 4) }, () => leaf(one.items, next, pick));
  const low = one.minimum ?? one.exclusiveMinimum ?? 1;
  const high = Math.min(one.maximum ?? one.exclusiveMaximum ?? 1000, 2 ** 31 - 1);
  if (one.type === "integer") return Math.floor(low + next() * (high - low));
  const value = low + next() * (high - low);
  return pick([value, Number(value.toPrecision(2)), low + (high - low) * 1e-7 * (next() + 0.1)].filter((each) => each > low && each < high));
}
