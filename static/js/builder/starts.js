// Comparisons that begin with one click, made from the settings of the page. Pure.

import { variants } from "../schema.js";
import { axisAround } from "./axis-proposals.js";
import { lanesOver } from "./lanes-of.js";
import { BAG, begun, partOf, single } from "./ways.js";

const RATE = "optimizer.learning_rate";
const MEMBERS = 10;
const STARTS = 200;
const REPEATS = 20;
const AROUND = 27;
const MOST_AROUND = 4;
const RACED = ["sgd", "momentum", "nesterov", "rmsprop", "adam"];
/** Steps from the present rate, as factors: two below, two above. */
const FACTORS = [0.1, 0.3, 1, 3, 10];
/** What one tunes first; each only where the spec has it and it is a number. */
const TUNED = [RATE, "optimizer.beta", "optimizer.beta1", "regularization.l2", "regularization.l1", "batch.size", "network.hidden.0.units", "network.hidden.0.dropout"];

/** [{name, title, look, make(draft)}]; `make` returns a spec, or null where the server does not know this way. */
export const STARTS_OF = [
  { name: "optimizers", title: "Race of optimizers", look: "Five at their usual rates, from the same first weights; a rule of yours joins them.", make: optimizers },
  { name: "rates", title: "Race of learning rates", look: "From a tenth to ten times the present rate.", make: rates },
  { name: "around", title: "Search around this", look: `${AROUND} random trials around the present settings.`, make: around },
  { name: "grid_against_random", title: "Grid against random", look: `Nine trials each, ${REPEATS} times: which wins how often?`, make: gridAgainstRandom },
  { name: "bag", title: `Bag of ${MEMBERS}`, look: "Ten networks on resampled data, and what they say together.", make: bag },
  { name: "census", title: `Census of ${STARTS}`, look: `One network from ${STARTS} first weights: which minima are there?`, make: census },
];

/** The settings of the page gone this way; null where there is no such way. */
function gone({ root, ways, value }, kind, more) {
  const way = ways.find((each) => each.kind === kind);
  if (!way) return null;
  const known = Object.fromEntries(Object.entries(more).filter(([name]) => name in way.schema.properties));
  return { ...single(value), [partOf(kind)]: { ...begun(root, way), ...known } };
}

function optimizers(draft) {
  const family = variants(draft.root, draft.root.properties.optimizer);
  const raced = family.filter(({ kind }) => RACED.includes(kind));
  const usual = ({ schema }) => schema.properties.learning_rate.default;
  const runs = raced.map((each) => ({ name: each.title, set: { "optimizer.kind": each.kind, [RATE]: usual(each) } }));
  const { kind, rule, learning_rate: rate } = draft.value.optimizer;
  const own = rule === undefined ? [] : [{ name: family.find((each) => each.kind === kind).title, set: { "optimizer.kind": kind, [RATE]: rate } }];
  return gone(draft, "list", { runs: [...own, ...runs] });
}

function rates(draft) {
  const setting = draft.setting(RATE);
  if (!setting) return null;
  const { minimum = 0, maximum = Infinity } = setting.schema;
  const values = FACTORS.map((factor) => Math.min(maximum, Math.max(minimum, Number((setting.value * factor).toPrecision(2)))));
  return gone(draft, "list", { runs: lanesOver(setting, [...new Set(values)]) });
}

function around(draft) {
  const [rate, ...others] = TUNED;
  const constants = Object.keys(draft.value.optimizer.constants ?? {}).map((name) => `optimizer.constants.${name}`);
  const tuned = [rate, ...constants, ...others].map((path) => draft.setting(path)).filter((each) => each && each.value !== 0).slice(0, MOST_AROUND);
  if (tuned.length === 0) return null;
  return gone(draft, "random", { axes: Object.fromEntries(tuned.map((setting) => [setting.path, axisAround(setting)])), trials: AROUND });
}

/** As on the slides: η between 0 and 0.2, a 3 × 3 grid beside nine draws. */
function gridAgainstRandom(draft) {
  const pair = [RATE, "regularization.l2"].map((path) => draft.setting(path)).filter(Boolean);
  const slides = { [RATE]: { kind: "uniform", low: 0, high: 0.2 }, "regularization.l2": { kind: "uniform", low: 0, high: 0.001 } };
  return gone(draft, "grid_against_random", { axes: Object.fromEntries(pair.map(({ path }) => [path, slides[path]])), repeats: REPEATS });
}

function bag(draft) {
  return gone(draft, BAG, { members: MEMBERS, bootstrap: true });
}

function census(draft) {
  return gone(draft, "census", { initializations: STARTS });
}
