// The frame of the large map: its two axes with ticks, numbers and names, as an SVG.

import { drawn } from "../../elements.js";
import { shownName } from "./sayings.js";
import { fractionOf, ticks } from "./region.js";

/** Pixels around the field, for numbers and names. */
export const MARGIN = { left: 44, right: 8, top: 8, bottom: 36 };
const WIDTH_OF_A_NUMBER = 40;
const HEIGHT_OF_A_NUMBER = 36;

/** Draws the axes of a field of width × height pixels, where wanted with a grid; `upwards` is {low, high, name} of the vertical one. */
export function drawAxes(svg, across, upwards, { width, height }, { grid = false } = {}) {
  svg.setAttribute("viewBox", `0 0 ${width + MARGIN.left + MARGIN.right} ${height + MARGIN.top + MARGIN.bottom}`);
  const bottom = MARGIN.top + height;
  const parts = [];
  for (const { value, text } of ticks(across.low, across.high, Math.max(2, width / WIDTH_OF_A_NUMBER))) {
    const x = MARGIN.left + fractionOf({ low: [across.low], high: [across.high] }, 0, value) * width;
    parts.push(line(x, bottom, x, bottom + 4), word(text, { x, y: bottom + 16, "text-anchor": "middle" }));
  }
  for (const { value, text } of ticks(upwards.low, upwards.high, Math.max(2, height / HEIGHT_OF_A_NUMBER))) {
    const y = bottom - fractionOf({ low: [upwards.low], high: [upwards.high] }, 0, value) * height;
    if (grid) parts.push(line(MARGIN.left, y, MARGIN.left + width, y, "output-grid"));
    parts.push(line(MARGIN.left - 4, y, MARGIN.left, y), word(text, { x: MARGIN.left - 7, y: y + 4, "text-anchor": "end" }));
  }
  const middle = MARGIN.top + height / 2;
  parts.push(
    word(shownName(across.name), { x: MARGIN.left + width / 2, y: bottom + 31, "text-anchor": "middle", class: "output-axis-name" }),
    word(shownName(upwards.name), { x: 11, y: middle, "text-anchor": "middle", transform: `rotate(-90 11 ${middle})`, class: "output-axis-name" }),
    drawn("rect", { x: MARGIN.left - 0.5, y: MARGIN.top - 0.5, width: width + 1, height: height + 1 }),
  );
  svg.replaceChildren(...parts);
}

function line(x1, y1, x2, y2, kind = "output-tick") {
  return drawn("line", { x1, y1, x2, y2, class: kind });
}

const word = (text, attributes) => drawn("text", attributes, text);
