// What the dialog builds: the settings of the page with a way of varying them. Tells "change"; the page knows nothing of it
// until it is taken over.

import { proposedAxis } from "./axis-proposals.js";
import { firstLanes } from "./lanes-of.js";
import { variableSettings } from "./variable-settings.js";
import { begun, partOf, single, wayOf, waysOf } from "./ways.js";

/** What a search begins with where nobody chose anything. */
const FIRST_AXES = ["optimizer.learning_rate", "regularization.l2"];

export class Draft extends EventTarget {
  /** `description`: {root, datasets}; `spec`: the settings of the page. */
  constructor(description, spec) {
    super();
    Object.assign(this, { description, root: description.root, remembered: new Map() });
    this.ways = waysOf(this.root);
    this.begin(spec);
  }

  /** Other settings of the page, whole. */
  begin(spec) {
    this.value = spec;
    this.settings = variableSettings(this.description, single(spec));
    this.dispatchEvent(new CustomEvent("change", { detail: { path: "" } }));
  }

  get kind() {
    return wayOf(this.value);
  }

  get way() {
    return this.ways.find((each) => each.kind === this.kind) ?? null;
  }

  /** "vary" or "ensemble": where the way stands in the spec. */
  get part() {
    return partOf(this.kind);
  }

  /** What is set about the way. */
  get set() {
    return this.value[this.part];
  }

  /** The settings that a way can vary: a population changes while it trains what may change then, CMA-ES moves numbers. */
  variable(kind = this.kind) {
    if (kind === "population_based") return this.settings.filter(({ schema }) => schema["x-live"]);
    return kind === "cma_es" ? this.settings.filter(({ type }) => ["number", "whole"].includes(type)) : this.settings;
  }

  setting(path) {
    return this.settings.find((each) => each.path === path) ?? null;
  }

  /** Goes another way, with what was set about it before, or with what the present one has in common with it. */
  choose(kind) {
    if (kind === this.kind) return;
    const old = this.set;
    if (old) this.remembered.set(this.kind, old);
    const way = this.ways.find((each) => each.kind === kind);
    const put = begun(this.root, way, { ...this.remembered.get(kind), ...common(old ?? {}) });
    if (put.axes && Object.keys(put.axes).length === 0) put.axes = this.firstAxes(old, kind);
    if (put.runs?.length === 0) put.runs = firstLanes(this.setting(FIRST_AXES[0]));
    this.value = { ...single(this.value), [partOf(kind)]: put };
    this.dispatchEvent(new CustomEvent("change", { detail: { path: "" } }));
  }

  firstAxes(old, kind) {
    const possible = this.variable(kind).map(({ path }) => path);
    const raced = [...new Set((old?.runs ?? []).flatMap((run) => Object.keys(run.set)))].filter((path) => possible.includes(path));
    // Two make a plane, where grids, draws and their shadows can be seen.
    const proposed = FIRST_AXES.filter((path) => possible.includes(path) && !raced.includes(path)).slice(0, Math.max(0, 2 - raced.length));
    const paths = [...raced, ...proposed].slice(0, 8);
    return Object.fromEntries(paths.map((path) => [path, proposedAxis(this.setting(path))]));
  }

  /** One thing about the way: its name, and its value. */
  put(name, value) {
    this.value = { ...this.value, [this.part]: { ...this.set, [name]: value } };
    this.dispatchEvent(new CustomEvent("change", { detail: { path: `${this.part}.${name}` } }));
  }
}

/** What every way may have; how much of it there is belongs to each. */
function common({ axes, seeds, objective, seed }) {
  return Object.fromEntries(Object.entries({ axes, seeds, objective, seed }).filter(([, value]) => value !== undefined));
}
