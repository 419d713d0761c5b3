// The large map: what the network, or the unit that is looked at, says for every place; with the data, axes and a read-out.
//
// A click or Enter on it tells the page the place: event "place", bubbling, with detail
// {values: [per column], at: fractions of the map from the left and the bottom}.

import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { layersOf } from "./forward.js";
import { isMapped } from "./maps.js";
import { inputsOf } from "./pipeline.js";
import { Field } from "./output/field.js";
import { Gestures } from "./output/gestures.js";
import { legendOf, splitSwitches } from "./output/legend.js";
import { moved, placeAt, sameRegion, zoomed } from "./output/region.js";
import { headingOf, readAt, shownName, signedFigure, summaryOf } from "./output/sayings.js";

const TELL_EVERY = 1000;
const UNDRAWN = "The map of this network could not be drawn.";
const LOST = "The numbers of this network have exploded: there is nothing left to draw. A smaller learning rate helps.";

export class OutputMap {
  constructor(element, stage) {
    Object.assign(this, { element, stage, frames: 0, toldAt: 0, at: null });
    this.drawGround = oncePerFrame(() => this.ground());
    this.drawStill = oncePerFrame(() => this.still());
    this.field = new Field(() => this.redraw());
    this.build();
    this.gestures = new Gestures(this.field.element, {
      zoom: (factor, at) => this.look(zoomed(this.region, factor, at, stage.scene.domain)),
      pan: (fractions) => this.look(moved(this.region, fractions, stage.scene.domain)),
      whole: () => this.look(null),
      zoomed: () => Boolean(stage.view),
      point: (at) => this.point(at),
      place: (at) => this.tellPlace(at),
    });
    for (const name of ["scene", "focus", "options", "view"]) stage.addEventListener(name, () => this.redraw());
    stage.addEventListener("maps", () => this.drawGround());
    stage.addEventListener("undrawn", () => Object.assign(this.field.trouble, { textContent: UNDRAWN, hidden: false }));
    document.addEventListener("theme-changed", () => this.redraw());
    this.redraw();
  }

  build() {
    const tool = (name, text, label, act) => make("button", { class: "button small quiet output-tool", type: "button", "data-zoom": name, "aria-label": label, title: label, onclick: act }, text);
    const towards = (factor) => () => this.look(zoomed(this.region, factor, [0.5, 0.5], this.stage.scene.domain));
    this.heading = make("h2", { class: "output-heading" }, "Output");
    this.whole = tool("all", "All", "Show all of the map", () => this.look(null));
    this.reading = make("p", { class: "output-reading", "aria-live": "polite" });
    this.legend = make("div", { class: "output-legend" });
    this.splits = make("div", { class: "output-switches", role: "group", "aria-label": "Samples on the map" });
    this.steps = make("input", { type: "checkbox", "data-option": "discretize", onchange: (event) => this.stage.setOption("discretize", event.target.checked) });
    const discretize = this.discretize = make("label", { class: "output-switch" }, this.steps, "Discretize");
    this.tools = make("div", { class: "output-tools", role: "group", "aria-label": "Zoom" }, this.whole, tool("out", "−", "Zoom out", towards(1.5)), tool("in", "+", "Zoom in", towards(1 / 1.5)));
    this.element.replaceChildren(
      make("div", { class: "output-head" }, this.heading, this.tools), this.field.plot, this.reading, this.legend,
      make("div", { class: "output-options" }, this.splits, discretize));
  }

  get region() {
    return this.stage.view ?? this.stage.scene.domain;
  }

  get sight() {
    const { scene, maps, options, focus } = this.stage;
    return { scene, maps, options, focus, region: this.region };
  }

  look(region) {
    if (!isMapped(this.stage.scene)) return;
    this.stage.setView(region && !sameRegion(region, this.stage.scene.domain) ? region : null);
  }

  redraw() {
    this.drawGround();
    this.drawStill();
  }

  still() {
    const { scene, focus, view } = this.stage;
    this.element.hidden = Boolean(scene) && !isMapped(scene) && !scene.pending;
    this.heading.textContent = headingOf(scene, focus);
    if (!isMapped(scene)) return;
    this.discretize.hidden = scene.kind !== "plane";
    this.field.element.classList.toggle("is-line", scene.kind === "line");
    this.whole.hidden = !view;
    this.field.element.classList.toggle("is-zoomed", Boolean(view));
    this.explain();
    if (this.field.visible) this.field.drawStill(this.sight);
  }

  /** Legend and switches are made anew only where they differ: whoever is about to press one must not lose it. */
  explain() {
    const { scene, maps, focus, options } = this.stage;
    const shown = (focus && maps?.focus) || null;
    const theme = document.documentElement.dataset.shownTheme;
    const key = JSON.stringify([focus, shown && signedFigure(shown.range.limit), options.discretize, theme]);
    if (this.explained !== key || this.explainedScene !== scene) this.legend.replaceChildren(...legendOf(scene, shown, options));
    if (this.explainedTheme !== theme || this.explainedScene !== scene) this.splits.replaceChildren(...splitSwitches(scene, (name, on) => this.stage.setOption(name, on)));
    Object.assign(this, { explained: key, explainedScene: scene, explainedTheme: theme });
    for (const box of this.element.querySelectorAll("[data-option]")) box.checked = options[box.dataset.option] && !box.disabled;
  }

  ground() {
    const { scene, maps, focus } = this.stage;
    if (!isMapped(scene) || !this.field.visible) return;
    const begun = performance.now();
    this.field.drawGround(this.sight);
    if (!maps) return;
    this.frames += 1;
    Object.assign(this.field.element.dataset, { frames: this.frames, epoch: maps.epoch, cells: maps.output.width, took: performance.now() - begun });
    this.warn(maps.focus ? [maps.focus.values] : maps.output.values);
    if (focus) this.explain();
    if (scene.kind === "line" && focus) this.field.drawStill(this.sight);
    if (this.at) this.read({ aloud: false });
    this.tell(scene, maps);
  }

  /** A network whose numbers exploded gets stripes instead of a picture, and a word about it. */
  warn(shown) {
    const finite = shown.every((values) => values.every(Number.isFinite));
    this.field.element.classList.toggle("is-lost", !finite);
    this.field.trouble.hidden = finite || shown.some((values) => values.some(Number.isFinite));
    if (!this.field.trouble.hidden) this.field.trouble.textContent = LOST;
  }

  /** The text alternative, no more often than it can be read. */
  tell(scene, maps) {
    clearTimeout(this.telling);
    const due = this.toldAt + TELL_EVERY - performance.now();
    this.telling = setTimeout(() => {
      this.toldAt = performance.now();
      if (this.stage.scene === scene) this.field.ground.setAttribute("aria-label", summaryOf(scene, maps));
    }, Math.max(0, due));
  }

  point(at) {
    this.at = at && isMapped(this.stage.scene) ? at : null;
    this.field.point(this.at);
    this.read();
  }

  /** What the network says exactly where the pointer is; figures that move while it trains are not read aloud. */
  read({ aloud = true } = {}) {
    const { scene, weights, focus } = this.stage;
    this.reading.setAttribute("aria-live", aloud ? "polite" : "off");
    if (!this.at || !scene) {
      this.reading.replaceChildren();
      return;
    }
    const place = placeAt(this.region, this.at);
    const parts = place.map((value, column) => ({ name: shownName(scene.columns[column]), value: signedFigure(value) }));
    if (weights) {
      const layers = layersOf(scene, weights, inputsOf(place.map((value) => [value]), scene.columns, scene.pipeline));
      parts.push(...(focus ? [{ name: "unit", value: signedFigure(layers[focus.layer]?.[focus.unit]?.[0]) }] : readAt(scene, layers.at(-1), 0)));
    }
    this.reading.replaceChildren(...parts.map(({ name, value }) => make("span", {}, make("span", { class: "muted" }, `${name} `), make("strong", {}, value))));
  }

  tellPlace(at) {
    if (!isMapped(this.stage.scene)) return;
    this.element.dispatchEvent(new CustomEvent("place", { bubbles: true, detail: { values: placeAt(this.region, at), at } }));
  }
}
