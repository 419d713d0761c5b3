// The links as SVG paths: width and opacity by the size of the weight, colour and dashes by its sign.

import { make } from "../../elements.js";
import { curve } from "./geometry.js";
import { MOST, fullSize, leftOut, linksOf, placeOf, step, strongest, worthDrawing } from "./links.js";

/** More lines than that are drawn thinner, so that they stay apart. */
const CROWDED = 120;
/** So are those that lead through a gap that is no wider. */
const NARROW = 40;
/** Of many lines only so many of the strongest flow: each that moves is painted anew. */
const FLOWING = 48;
/** Which ones are the strongest is looked at twice a second, or they would flicker. */
const AGAIN = 500;
const SVG = "http://www.w3.org/2000/svg";

export class Wires {
  constructor() {
    this.svg = ground("net-wires");
    /** A layer of its own in front, for the lines that flow while the others stand still. */
    this.front = ground("net-wires net-front is-crowded");
    this.paths = new Map();
    this.all = { links: [], total: 0 };
    this.drawn = [];
  }

  /** Other columns, or the same in other places. Whether there are other links than before. */
  arrange(columns, places) {
    for (const svg of [this.svg, this.front]) {
      svg.setAttribute("viewBox", `0 0 ${places.width} ${places.height}`);
      svg.setAttribute("width", places.width);
      svg.setAttribute("height", places.height);
      svg.classList.toggle("is-thin", places.gap < NARROW);
    }
    this.all = linksOf(columns, places);
    this.chosen = -Infinity;
    const before = this.shape;
    this.shape = this.all.links.map(({ key }) => key).join();
    this.keep(worthDrawing(this.all.links, () => 0));
    return before !== undefined && before !== this.shape;
  }

  /** Draws these links and no others. */
  keep(links) {
    const keys = new Set(links.map(({ key }) => key));
    for (const [key, path] of this.paths) {
      if (keys.has(key)) continue;
      path.remove();
      this.paths.delete(key);
    }
    for (const link of links) {
      let path = this.paths.get(link.key);
      if (!path) {
        path = document.createElementNS(SVG, "path");
        path.setAttribute("class", "net-wire");
        this.paths.set(link.key, path);
        this.svg.append(path);
      }
      const line = curve(link.line);
      if (path.line !== line) path.setAttribute("d", path.line = line);
    }
    this.drawn = links;
    this.svg.classList.toggle("is-crowded", links.length > CROWDED);
  }

  /** New weights: null where there are none for this network. */
  paint(layers, weights) {
    const weightOf = (link) => (weights && link.input !== null ? weights[placeOf(layers, link)] : NaN);
    if (weights) this.choose(weightOf);
    const full = fullSize(this.drawn.map(weightOf));
    for (const link of this.drawn) {
      const value = weightOf(link);
      const path = this.paths.get(link.key);
      const look = Number.isFinite(value) ? `${value < 0 ? "negative" : "positive"} strength-${step(value, full)}` : "unknown";
      if (path.look !== look) path.setAttribute("class", `net-wire ${path.look = look}`);
      path.value = value;
    }
  }

  /** Which links are the strongest changes while it trains. */
  choose(weightOf) {
    if (performance.now() - this.chosen < AGAIN) return;
    this.chosen = performance.now();
    if (this.all.links.length > MOST) this.keep(worthDrawing(this.all.links, weightOf));
    const flowing = new Set(this.drawn.length > CROWDED ? strongest(this.drawn, weightOf, FLOWING) : []);
    for (const link of this.drawn) {
      const path = this.paths.get(link.key);
      const layer = flowing.has(link) ? this.front : this.svg;
      if (path.parentNode !== layer) layer.append(path);
    }
  }

  /** What is not drawn, in words. */
  get missing() {
    return leftOut(this.drawn, this.all);
  }

  /** Lights the links of one unit, or one link alone; null lights none. */
  light(of) {
    for (const svg of [this.svg, this.front]) svg.classList.toggle("is-lit", Boolean(of));
    for (const link of this.drawn) {
      const lit = of && (of.key ? link.key === of.key : link.from === of.node || link.to === of.node);
      this.paths.get(link.key).toggleAttribute("data-lit", Boolean(lit));
    }
  }
}

function ground(names) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", names);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** The line that says how to read the links. */
export function legend() {
  const line = (sign) => {
    const svg = ground("net-key");
    svg.setAttribute("viewBox", "0 0 26 8");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", `net-wire ${sign} strength-6`);
    path.setAttribute("d", "M0 4H26");
    svg.append(path);
    return svg;
  };
  return make("p", { class: "net-legend" }, line("positive"), "positive", line("negative"), "negative weight, thick where large");
}
