// What the lab shows as the query of an address, and back:
// ?surface=linear_neuron&shift=100&start=0,0&racer=momentum,learning_rate:0.1,beta:0.9&noise=1&step=40. Pure.

import { pairsOfMember, queryOf, withPair } from "../address.js";
import { parse, Unreadable } from "../address-values.js";
import { resolve, same } from "../schema.js";
import { LOOK, lookIn, pairsOfLook } from "./look-address.js";
import { beginning, memberOf } from "./members.js";
import { numberProblem } from "./number-problem.js";
import { problemsOf } from "./surface-checks.js";

/** What stands beside the fields of the surface. */
const OWN = ["worksheet", "surface", "start", "racer", "noise", "seed", "l2", "tolerance", ...LOOK];
const MOST_RACERS = 8;
/** Numbers of a start: farther out nothing could be drawn. */
export const PLACE = { type: "number", minimum: -1e6, maximum: 1e6 };
const NUMBERS = { type: "array", items: { type: "number" }, minItems: 1 };

/** How far above the least error a racer has arrived: not of the engine's walks, which go on for as many steps as they are told. */
export const TOLERANCE = { type: "number", minimum: 1e-15, maximum: 1e6, "x-scale": "log", title: "Arrived within", description: "A racer has arrived once its error is less than this above the least one." };

/** The query of a state, without its question mark; `usual`: the state of a lab whose address says nothing. */
export function queryOfState(schema, state, usual, start) {
  const pairs = [];
  const { surface, racers } = state;
  if (surface.kind !== usual.surface.kind) pairs.push(["surface", surface.kind]);
  pairs.push(...pairsOfMember(schema, memberOf(schema, "surface", surface.kind), surface));
  if (!same(state.start, start)) pairs.push(["start", state.start.join(",")]);
  if (!same(racers, usual.racers)) pairs.push(...(racers.length ? racers.map((racer) => ["racer", racerText(schema, racer)]) : [["racer", "none"]]));
  for (const name of ["noise", "seed", "l2", "tolerance"]) if (state[name] !== usual[name]) pairs.push([name, String(state[name])]);
  return queryOf([...pairs, ...pairsOfLook(state)]);
}

function racerText(schema, { optimizer, name, hidden }) {
  const pairs = pairsOfMember(schema, memberOf(schema, "optimizer", optimizer.kind), optimizer);
  if (name) pairs.push(["name", name]);
  if (hidden) pairs.push(["hidden", "on"]);
  return [optimizer.kind, ...pairs.map(([path, text]) => `${path}:${text.replace(/[%,]/g, encodeURIComponent)}`)].join(",");
}

/** The state that a query asks for (`draws(kind)`: whether there is a picture of a surface), and a sentence about every word that says nothing: {state, problems: [{loc, msg}]}. */
export function stateOf(schema, search, usual, draws) {
  const query = [...new URLSearchParams(search)];
  const problems = [];
  const reading = (loc, read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ loc, msg: error.message });
      return undefined;
    }
  };
  const last = (name) => query.findLast(([each]) => each === name)?.[1];
  const numberAt = (name) => (last(name) === undefined ? undefined : reading(name, () => parse(last(name), resolve(schema, schema.properties[name]))));
  const surface = readSurface(schema, query, { usual, draws }, reading);
  const racers = query.filter(([name]) => name === "racer").map(([, text]) => text);
  if (racers.length > MOST_RACERS) problems.push({ loc: "racer", msg: `At most ${MOST_RACERS} racers run at once: these are the first ones.` });
  return {
    state: {
      surface,
      start: last("start") === undefined ? null : reading("start", () => readStart(last("start"))) ?? null,
      racers: racers.length ? racers.slice(0, MOST_RACERS).filter((text) => text !== "none").map((text) => reading("racer", () => readRacer(schema, text))).filter(Boolean) : usual.racers,
      noise: numberAt("noise") ?? usual.noise,
      seed: numberAt("seed") ?? usual.seed,
      l2: numberAt("l2") ?? usual.l2,
      tolerance: last("tolerance") === undefined ? usual.tolerance : reading("tolerance", () => parse(last("tolerance"), TOLERANCE)) ?? usual.tolerance,
      ...lookIn(last, reading, usual),
    },
    problems,
  };
}

function readSurface(schema, query, { usual, draws }, reading) {
  const asked = query.findLast(([name]) => name === "surface")?.[1] ?? usual.surface.kind;
  const member = reading("surface", () => (draws(asked) && memberOf(schema, "surface", asked)) || refuse(`“${asked.slice(0, 60)}” is no surface of this lab.`));
  let surface = beginning(schema, "surface", member?.kind ?? usual.surface.kind);
  for (const [name, text] of query.filter(([each]) => !OWN.includes(each))) {
    surface = reading(name, () => withPair(schema, memberOf(schema, "surface", surface.kind), surface, name, text)) ?? surface;
  }
  const [problem] = problemsOf(schema, surface);
  if (!problem) return surface;
  reading(problem.loc, () => refuse(problem.msg));
  return beginning(schema, "surface", surface.kind);
}

function readStart(text) {
  const start = parse(text, NUMBERS);
  if (start.some((value) => numberProblem(PLACE, value))) refuse(`A start lies between −${PLACE.maximum} and ${PLACE.maximum}.`);
  return start;
}

function readRacer(schema, text) {
  const [kind, ...settings] = text.split(",");
  const member = memberOf(schema, "optimizer", kind) ?? refuse(`“${kind.slice(0, 60)}” is no optimizer.`);
  const racer = { optimizer: beginning(schema, "optimizer", kind) };
  for (const setting of settings) {
    const [path, ...rest] = setting.split(":");
    const value = rest.join(":").replace(/%25|%2C/g, decodeURIComponent);
    if (path === "name") racer.name = value.slice(0, 60);
    else if (path === "hidden") racer.hidden = true;
    else racer.optimizer = withPair(schema, member, racer.optimizer, path, value);
  }
  return racer;
}

function refuse(message) {
  throw new Unreadable(message);
}
