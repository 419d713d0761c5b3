// Numbers said against numbers that are true: on the diagonal the network is right.

import { make } from "../../elements.js";
import { figure } from "../../numbers.js";

const SIZE = 300;
const EDGE = 12;
const FINGER = 24;

/** Lowest and highest of what is true and said, with a little room. Pure. */
export function span({ truth, said }) {
  let [low, high] = [Infinity, -Infinity];
  for (const values of [truth, said]) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  return [low - room, high + room];
}

/** The sample whose point lies nearest to a place in the plot, or null where none is near. Pure. */
export function nearest({ truth, said }, place, reach) {
  let found = null;
  let least = reach;
  for (let index = 0; index < truth.length; index += 1) {
    const distance = Math.hypot(truth[index] - place.truth, said[index] - place.said);
    if (distance < least) [found, least] = [index, distance];
  }
  return found;
}

export class ResidualPlot {
  constructor(choose) {
    this.canvas = make("canvas", { class: "residual-canvas", role: "img" });
    this.canvas.addEventListener("click", (event) => {
      const index = this.near(event);
      if (index !== null) choose(index);
    });
    this.low = make("span", {});
    this.high = make("span", {});
    this.element = make("figure", { class: "residual-plot" }, make("figcaption", { class: "muted small" }), this.canvas,
      make("p", { class: "residual-axis muted small" }, this.low, make("span", { class: "residual-name" }), this.high));
    document.addEventListener("theme-changed", () => this.found && this.draw());
  }

  show(found, chosen, split, name) {
    Object.assign(this, { found, chosen, split });
    this.range = span(found);
    this.canvas.style.color = `var(--${split})`;
    this.canvas.setAttribute("aria-label", `${name}: said against true for ${found.count} samples`);
    this.element.querySelector("figcaption").textContent = `said ↑  against true →`;
    this.element.querySelector(".residual-name").textContent = name;
    [this.low.textContent, this.high.textContent] = this.range.map(figure);
    this.draw();
  }

  draw() {
    const { canvas, found: { truth, said, count }, chosen } = this;
    const density = devicePixelRatio || 1;
    canvas.width = canvas.height = SIZE * density;
    const context = canvas.getContext("2d");
    context.scale(density, density);
    const style = getComputedStyle(canvas);
    context.strokeStyle = style.getPropertyValue("border-top-color");
    context.beginPath();
    context.moveTo(this.x(this.range[0]), this.y(this.range[0]));
    context.lineTo(this.x(this.range[1]), this.y(this.range[1]));
    context.stroke();
    context.fillStyle = style.color;
    context.globalAlpha = count > 300 ? 0.45 : 0.7;
    for (let index = 0; index < count; index += 1) this.dot(context, truth[index], said[index], 2.5);
    if (chosen === null || chosen >= count) return;
    context.globalAlpha = 1;
    context.lineWidth = 2;
    context.strokeStyle = getComputedStyle(document.body).color;
    this.dot(context, truth[chosen], said[chosen], 6, true);
  }

  dot(context, truth, said, radius, ring = false) {
    context.beginPath();
    context.arc(this.x(truth), this.y(said), radius, 0, 2 * Math.PI);
    if (ring) context.stroke();
    else context.fill();
  }

  x(value) {
    return EDGE + ((value - this.range[0]) / (this.range[1] - this.range[0])) * (SIZE - 2 * EDGE);
  }

  y(value) {
    return SIZE - this.x(value);
  }

  near({ offsetX, offsetY }) {
    if (!this.found) return null;
    const [unit, scale] = [(this.range[1] - this.range[0]) / (SIZE - 2 * EDGE), SIZE / this.canvas.clientWidth];
    const place = { truth: this.range[0] + (offsetX * scale - EDGE) * unit, said: this.range[0] + (SIZE - offsetY * scale - EDGE) * unit };
    return nearest(this.found, place, FINGER * unit);
  }
}
