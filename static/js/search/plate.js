// A drawing surface of a small picture: a canvas of the screen's own resolution with, where wanted, the axes of a map.

import { make } from "../elements.js";
import { drawAxes, MARGIN } from "../network/output/axes.js";

const FINEST = 2;

export class Plate {
  /** Calls `draw(context, size)` when it is asked to, its size changes or the theme does. */
  constructor(draw, { axes = false, label = "Nothing is drawn yet." } = {}) {
    this.draw = draw;
    this.canvas = make("canvas", { class: "plate-canvas", role: "img", "aria-label": label });
    this.field = make("div", { class: "plate-field" }, this.canvas);
    this.axes = axes ? document.createElementNS("http://www.w3.org/2000/svg", "svg") : null;
    this.axes?.setAttribute("class", "output-axes");
    this.axes?.setAttribute("aria-hidden", "true");
    this.element = make("div", { class: axes ? "plate has-axes" : "plate" }, this.axes, this.field);
    if (axes) for (const [side, pixels] of Object.entries(MARGIN)) this.field.style[side] = `${pixels}px`;
    this.size = { width: 0, height: 0 };
    new ResizeObserver(([{ contentRect }]) => this.resize(contentRect)).observe(this.field);
    document.addEventListener("theme-changed", () => this.redraw());
  }

  resize({ width, height }) {
    this.size = { width, height };
    this.ratio = Math.min(FINEST, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    this.redraw();
  }

  redraw() {
    const { width, height } = this.size;
    if (!width || !height) return;
    const context = this.canvas.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.draw(context, this.size);
  }

  /** The frame with ticks and names; each of `across` and `upwards` is {low, high, name}. */
  frame(across, upwards, grid = false) {
    if (this.size.width) drawAxes(this.axes, across, upwards, this.size, { grid });
  }

  say(words) {
    this.canvas.setAttribute("aria-label", words);
  }
}
