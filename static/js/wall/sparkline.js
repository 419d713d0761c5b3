// A curve as small as a word. `heights`: from 0 to 99, the newest last.

import { drawn } from "../elements.js";

const WIDTH = 100;
const HEIGHT = 32;
const EDGE = 3;

/** The path of a curve in a box of 100 × 32. Pure. */
export function pathOf(heights) {
  const step = heights.length > 1 ? WIDTH / (heights.length - 1) : 0;
  return heights.map((height, place) => `${place ? "L" : "M"}${round(place * step)} ${round(EDGE + (1 - height / 99) * (HEIGHT - 2 * EDGE))}`).join("");
}

const round = (value) => Number(value.toFixed(1));

export function sparkline(heights) {
  const line = heights.length > 1 ? [drawn("path", { d: pathOf(heights), "vector-effect": "non-scaling-stroke" })] : [];
  return drawn("svg", { class: "sparkline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...line);
}
