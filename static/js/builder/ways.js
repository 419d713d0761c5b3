// The ways in which the runs of an experiment may differ, from the schema of `vary`; a bag is an ensemble. Pure.

import { defaultOf, explanation, resolve, variants, withoutNull } from "../schema.js";

export const BAG = "bag";

/** What each is called, what it is for, and where it stands; a kind that is not named here describes itself. */
const WORDS = {
  list: ["Fair race", "Name each run yourself. All start from the same weights and see the same batches.", 0],
  grid: ["Grid", "Every combination of a few values. Easy to read; few different values per axis.", 1],
  random: ["Random", "Every trial has a value of its own on every axis.", 1],
  latin_hypercube: ["Latin hypercube", "Random, but spread evenly: one trial in every slice of every axis.", 1],
  tpe: ["TPE", "Learns from the trials so far where good values lie, and looks there.", 1],
  cma_es: ["CMA-ES", "Moves and turns a cloud of trials towards better values. Numbers only.", 1],
  halving: ["Successive halving", "Start many, keep the best part at every rung: most epochs go to what learns.", 2],
  population_based: ["Population-based", "Runs that fall behind copy the leaders and change their settings, while training.", 2],
  grid_against_random: ["Grid against random", "Both at equal budget, side by side, drawn again and again: which wins how often?", 3],
  census: ["Minima census", "One network from hundreds of first weights: which minima are there to fall into?", 3],
  [BAG]: ["Bag", "Networks on resampled data answer together: errors they do not share cancel out.", 3],
};
export const HEADINGS = ["Compare", "Search", "Spend epochs wisely", "Understand"];

/** [{kind, title, sentence, heading, schema}]; `schema` holds what can be set about it. */
export function waysOf(root) {
  const families = variants(root, withoutNull(root, root.properties.vary));
  const bag = { kind: BAG, schema: withoutNull(root, root.properties.ensemble) };
  return [...families, bag].map(({ kind, schema }) => {
    const [title, sentence, heading] = WORDS[kind] ?? [schema.title, explanation(schema).sentence, 1];
    return { kind, title, sentence, heading: HEADINGS[heading], schema };
  }).sort((one, other) => HEADINGS.indexOf(one.heading) - HEADINGS.indexOf(other.heading));
}

/** The way that a spec goes; null for a single network. */
export function wayOf({ vary, ensemble }) {
  return vary?.kind ?? (ensemble ? BAG : null);
}

/** The spec without any way: one network. */
export function single(spec) {
  return { ...spec, vary: null, ensemble: null };
}

/** What is set about the way of a spec, under the name that its problems have. */
export function partOf(kind) {
  return kind === BAG ? "ensemble" : "vary";
}

/** The settings a way begins with; what another way has of the same name comes along. */
export function begun(root, way, old = {}) {
  const set = way.kind === BAG ? {} : { kind: way.kind };
  for (const [name, inner] of Object.entries(way.schema.properties)) {
    if (name === "kind") continue;
    const schema = resolve(root, inner);
    if (old[name] !== undefined && fits(schema, old[name])) set[name] = old[name];
    else if (schema.additionalProperties && schema.type === "object") set[name] = {};
    else set[name] = defaultOf(root, inner);
  }
  return set;
}

function fits(schema, value) {
  const options = schema.anyOf ?? [schema];
  return options.some(({ type, minimum = -Infinity, maximum = Infinity }) =>
    typeof value === "number" ? ["number", "integer"].includes(type) && value >= minimum && value <= maximum : type === "null" ? value === null : value !== null);
}
