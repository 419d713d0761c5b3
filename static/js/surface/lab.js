// What the lab shows: a surface, a start, racers, noise, and how it is looked at. Everybody on the page hears of changes here.

import { BOWLS } from "./bowls.js";
import { landscapeOf } from "./landscape.js";
import { queryOfState, stateOf } from "./lab-address.js";
import { USUAL_LOOK } from "./look-address.js";
import { beginning, memberOf, usualStart } from "./members.js";

/** What is told after a change, then "change"; l2 changes the surface. */
const PARTS = ["surface", "start", "racers", "noise", "seed", "tolerance", ...Object.keys(USUAL_LOOK)];

/**
 * `state`: {surface: spec, start: [numbers], racers: [{name?, optimizer: spec, hidden?}], noise, seed, l2, tolerance} and how it is
 * looked at, as `look-address.js` has it: {view: {kind, region}, camera, curvature, step, speed, arrows, axis}.
 * `start` is one number per axis of the picture; `startWeights` are the weights that it means. Tells each of PARTS by its name; "rules"
 * once a rule can be read that could not be.
 */
export class Lab extends EventTarget {
  /**
   * `schema`: the JSON schema of a surfaces request, as GET /api/surfaces/schema gives it; `racers`: those of a lab whose
   * address names none; `compile(formula)`: the answer of POST /api/formulas.
   */
  constructor(schema, racers = [], compile = null) {
    super();
    Object.assign(this, { schema, compile });
    /** Formula → the server's answer about it: {problems, programs}. */
    this.formulas = new Map();
    this.usual = { surface: beginning(schema, "surface", "quadratic"), racers, noise: 0, seed: 0, l2: 0, tolerance: 1e-6, ...USUAL_LOOK };
    /** The ways of the racers so far: [{name, label, colour, dash, weights: [[numbers] …]}]. */
    this.trails = [];
    this.load({});
  }

  get usualStart() {
    return usualStart(this.schema, this.state.surface, this.landscape.plane.names.length);
  }

  get startWeights() {
    return this.landscape.plane.at(this.state.start);
  }

  /** Puts one part into place; the others stay, except for a start that does not fit another surface. */
  set(part, value) {
    // Another kind of surface has its own places worth seeing.
    const anew = part === "surface" && value.kind !== this.state.surface.kind ? { start: null, view: { ...this.state.view, region: null } } : {};
    this.put({ ...this.state, ...anew, [part]: value });
    this.tell(part === "l2" ? "surface" : part);
  }

  /** Shows another state; what it does not name is as usual. */
  load(state) {
    this.put({ ...this.usual, start: null, ...state });
    this.dispatchEvent(new Event("loaded"));
    this.tell(...PARTS);
  }

  put(state) {
    // A start that is dragged leaves the landscape as it is: searching its minima anew would take longer than a frame.
    const kept = this.state?.surface === state.surface && this.state.l2 === state.l2;
    const landscape = kept ? this.landscape : landscapeOf(state.surface, { l2: state.l2, programs: this.programsOf(state.surface) });
    const axes = landscape.plane.names.length;
    const start = state.start?.length === axes ? state.start : usualStart(this.schema, state.surface, axes);
    const moved = this.state && start !== state.start;
    // A place on another kind of picture is none here.
    const curvature = Array.isArray(state.curvature) && state.curvature.length !== axes ? "pointed" : state.curvature;
    this.landscape = landscape;
    this.state = { ...state, start, curvature };
    if (moved) this.tell("start");
  }

  /** Racers tell how far they have come, for the picture in three dimensions; "trails" says so. */
  setTrails(trails) {
    this.trails = trails;
    this.dispatchEvent(new Event("trails"));
  }

  /** Whether there is a picture of this kind of surface. */
  draws(kind) {
    return Object.hasOwn(BOWLS, kind) || kind === "polynomial" || Boolean(memberOf(this.schema, "surface", kind)?.schema["x-programs"]);
  }

  /** The programs of a surface that is a formula; null of others, and while nobody has compiled them. */
  programsOf(surface) {
    const { schema } = memberOf(this.schema, "surface", surface.kind);
    if (surface.formula === undefined || surface.formula === schema.properties.formula.default) return schema["x-programs"] ?? null;
    return this.formulas.get(surface.formula)?.programs ?? null;
  }

  /** Keeps what the server says about a formula: from then on it can be shown. */
  learn(formula, answer) {
    this.formulas.set(formula, answer);
  }

  /** Has the formula of a surface compiled, if it is one: [] or sentences about what is wrong with it. */
  async prepared(surface) {
    if (surface.formula === undefined || this.programsOf(surface)) return [];
    if (!this.formulas.has(surface.formula)) this.learn(surface.formula, await this.compile(surface.formula));
    return this.formulas.get(surface.formula).problems;
  }

  tell(...parts) {
    for (const part of new Set(parts)) this.dispatchEvent(new Event(part));
    this.dispatchEvent(new Event("change"));
  }

  /** The address of what is on show. */
  get address() {
    const query = queryOfState(this.schema, this.state, this.usual, this.usualStart);
    return query ? `/surface?${query}` : "/surface";
  }

  /** Shows what an address asks for; returns sentences about what it could not: [{loc, msg}]. */
  async open(search) {
    // Whoever likes it fast and without arrows does so on every surface.
    const { speed, arrows } = this.state;
    const { state, problems } = stateOf(this.schema, search, { ...this.usual, speed, arrows }, (kind) => this.draws(kind));
    const asked = this.asked = {};
    const wrong = await this.prepared(state.surface);
    // Meanwhile somebody has opened something else.
    if (asked !== this.asked) return [];
    if (wrong.length) {
      problems.push({ loc: "formula", msg: `Column ${wrong[0].column}: ${wrong[0].msg}` });
      state.surface = beginning(this.schema, "surface", "function");
    }
    this.load(state);
    return problems;
  }
}
