// The drawing surface of the large map: its ground and its points on two canvases of the screen's own resolution, and axes.

import { make } from "../../elements.js";
import { drawAxes, MARGIN } from "./axes.js";
import { drawLinePoints, heightsOf, paintCurves } from "./curve.js";
import { paintHeat } from "./heat.js";
import { drawPoints } from "./marks.js";

const FINEST = 2;
const SVG = "http://www.w3.org/2000/svg";

export class Field {
  /** Calls `resized` when its size has changed. */
  constructor(resized) {
    this.ground = make("canvas", { class: "output-ground", role: "img", "aria-label": "Nothing is drawn yet." });
    this.points = make("canvas", { class: "output-points", "aria-hidden": "true" });
    this.cursor = make("div", { class: "output-cursor", hidden: true });
    this.trouble = make("p", { class: "output-trouble", hidden: true });
    this.element = make("div", { class: "output-field", tabindex: "0", role: "application", "aria-label": "Map of the output. Arrow keys read it, plus and minus zoom, Shift with arrows moves, 0 shows all." },
      this.ground, this.points, this.cursor, this.trouble);
    this.axes = document.createElementNS(SVG, "svg");
    this.axes.setAttribute("class", "output-axes");
    this.axes.setAttribute("aria-hidden", "true");
    this.plot = make("div", { class: "output-plot" }, this.axes, this.element);
    for (const [side, pixels] of Object.entries(MARGIN)) this.element.style[side] = `${pixels}px`;
    this.size = { width: 0, height: 0 };
    new ResizeObserver(([entry]) => {
      this.size = { width: entry.contentRect.width, height: entry.contentRect.height };
      this.ratio = Math.min(FINEST, window.devicePixelRatio || 1);
      for (const canvas of [this.ground, this.points]) {
        canvas.width = Math.round(this.size.width * this.ratio);
        canvas.height = Math.round(this.size.height * this.ratio);
      }
      resized();
    }).observe(this.element);
  }

  get visible() {
    return this.size.width > 0 && this.size.height > 0;
  }

  /** A clean context that measures in CSS pixels. */
  context(canvas) {
    const context = canvas.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.size.width, this.size.height);
    return context;
  }

  /** What changes with every frame. */
  drawGround({ scene, maps, region, options }) {
    const context = this.context(this.ground);
    if (!maps || maps.kind !== scene.kind) return;
    const place = { steps: options.discretize, region, ...this.size };
    if (scene.kind === "plane") paintHeat(context, scene, maps, place);
    else paintCurves(context, scene, maps, { ...place, heights: heightsOf(scene, maps.focus, maps) });
  }

  /** What changes with the scene, the region and the switches. */
  drawStill({ scene, maps, region, options, focus }) {
    const context = this.context(this.points);
    const across = { low: region.low[0], high: region.high[0], name: scene.columns[0] };
    if (scene.kind === "plane") {
      drawPoints(context, scene, options, region, this.size);
      drawAxes(this.axes, across, { low: region.low[1], high: region.high[1], name: scene.columns[1] }, this.size);
      return;
    }
    const heights = heightsOf(scene, focus, maps);
    if (!focus) drawLinePoints(context, scene, options, region, heights, this.size);
    drawAxes(this.axes, across, heights, this.size, { grid: true });
  }

  /** The crosshair at fractions of the field, or none. */
  point(at) {
    this.cursor.hidden = !at;
    if (!at) return;
    this.cursor.style.left = `${at[0] * 100}%`;
    this.cursor.style.top = `${(1 - at[1]) * 100}%`;
  }
}
