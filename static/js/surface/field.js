// The picture of the landscape: its ground, axes, minima and start. Others draw over it: `pixelOf` tells them where.

import { oncePerFrame } from "../frames.js";
import { Gestures } from "../network/output/gestures.js";
import { moved, placeAt, zoomed } from "../network/output/region.js";
import { heightsOf, paintCurve } from "./curve-ground.js";
import { drawFieldAxes, MARGIN } from "./field-axes.js";
import { paintGround } from "./ground.js";
import { fitted, isInside, regionAround } from "./region.js";

/** Tells "drawn" after each painting of the ground: what lies over it belongs to other places then. */
export class Field extends EventTarget {
  /** `box` holds [data-lab-axes], and [data-lab-field] with [data-lab-ground] in it. */
  constructor(lab, box) {
    super();
    Object.assign(this, { lab, box, size: null, region: null, heights: null, levels: null, reading: null, held: false });
    this.axes = box.querySelector("[data-lab-axes]");
    this.field = box.querySelector("[data-lab-field]");
    this.ground = box.querySelector("[data-lab-ground]");
    this.paint = oncePerFrame(() => this.draw());
    lab.addEventListener("surface", () => this.reset());
    lab.addEventListener("start", () => this.follow());
    lab.addEventListener("view", () => this.reset());
    document.addEventListener("theme-changed", () => this.paint());
    new ResizeObserver(() => this.resize()).observe(box);
    new Gestures(this.field, {
      zoom: (factor, at) => this.zoom(factor, at),
      pan: (fractions) => this.look(moved(this.region, this.axesOf(fractions), this.widest())),
      point: (at) => this.point(at),
      place: (at) => this.lab.set("start", placeAt(this.region, this.axesOf(at))),
      whole: () => this.look(null),
      zoomed: () => Boolean(this.lab.state.view.region),
    });
  }

  get flat() {
    return this.lab.landscape.plane.names.length === 1;
  }

  /** Whether places can be told: a landscape that has just come has no picture yet. */
  get ready() {
    return Boolean(this.size && this.region?.low.length === this.lab.landscape.plane.names.length && (!this.flat || this.heights));
  }

  axesOf(fractions) {
    return this.flat ? [fractions[0]] : fractions;
  }

  resize() {
    const { clientWidth, clientHeight } = this.box;
    const size = { width: clientWidth - MARGIN.left - MARGIN.right, height: clientHeight - MARGIN.top - MARGIN.bottom };
    if (size.width <= 20 || size.height <= 20) return;
    this.size = size;
    Object.assign(this.field.style, { left: `${MARGIN.left}px`, top: `${MARGIN.top}px`, width: `${size.width}px`, height: `${size.height}px` });
    this.reset();
  }

  /** The whole of the landscape, or the part that was zoomed to. */
  reset() {
    if (!this.size) return;
    const { landscape, state } = this.lab;
    const asked = state.view.region;
    const fits = asked?.low.length === landscape.plane.names.length;
    this.region = fits ? fitted(asked, this.size) : regionAround(landscape.domain, state.start, this.size);
    this.heights = this.flat ? heightsOf(landscape, this.region) : null;
    this.paint();
  }

  /** The picture stays where it is, unless the start was put out of sight. */
  follow() {
    if (!this.ready || this.held) return;
    if (!isInside(this.region, this.lab.state.start)) this.reset();
  }

  widest() {
    return regionAround(this.lab.landscape.domain, this.lab.state.start, this.size);
  }

  zoom(factor, at) {
    this.look(zoomed(this.region, factor, this.axesOf(at), this.widest()));
  }

  look(region) {
    this.lab.set("view", { ...this.lab.state.view, region });
  }

  point(at) {
    this.reading = at && placeAt(this.region, this.axesOf(at));
    this.dispatchEvent(new Event("pointed"));
  }

  draw() {
    const { landscape } = this.lab;
    if (!this.ready || !this.box.offsetParent) return;
    const { low, high } = this.region;
    const across = { low: low[0], high: high[0], name: landscape.plane.names[0], kind: "first" };
    this.field.classList.toggle("is-curve", this.flat);
    this.field.classList.toggle("is-zoomed", Boolean(this.lab.state.view.region));
    if (this.flat) {
      paintCurve(this.ground, landscape, this.region, this.heights, this.size);
      drawFieldAxes(this.axes, across, { ...this.heights, name: "error E", kind: "error" }, this.size);
    } else {
      this.levels = paintGround(this.ground, landscape, this.region, this.size);
      drawFieldAxes(this.axes, across, { low: low[1], high: high[1], name: landscape.plane.names[1], kind: "second" }, this.size);
    }
    this.dispatchEvent(new Event("drawn"));
  }

  /** Where weights lie in the picture, in CSS pixels from the upper left corner of the field; a curve carries them at their error. */
  pixelOf(w) {
    const { plane, value } = this.lab.landscape;
    const place = plane.of(w);
    return this.at(place, this.flat ? value(w) : 0);
  }

  /** The pixel of a place (and, on a curve, an error). */
  at(place, value = 0) {
    const { low, high } = this.region;
    const part = (axis) => (place[axis] - low[axis]) / (high[axis] - low[axis]);
    const up = this.flat ? (value - this.heights.low) / (this.heights.high - this.heights.low) : part(1);
    return [part(0) * this.size.width, (1 - up) * this.size.height];
  }

  /** The place under a pixel. */
  placeAt(x, y) {
    return placeAt(this.region, this.axesOf([x / this.size.width, 1 - y / this.size.height]));
  }
}
