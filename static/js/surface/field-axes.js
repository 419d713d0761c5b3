// The frame of the picture: axes with ticks and numbers, each weight in its colour of the slide, and told apart by its stroke too.

import { drawn } from "../elements.js";
import { ticks } from "../network/output/region.js";

/** Pixels around the field, for numbers and names. */
export const MARGIN = { left: 56, right: 10, top: 10, bottom: 44 };
const WIDTH_OF_A_NUMBER = 64;
const HEIGHT_OF_A_NUMBER = 44;

/** Draws the axes of a field of width × height pixels; `across` and `upwards`: {low, high, name, kind}. */
export function drawFieldAxes(svg, across, upwards, { width, height }) {
  svg.setAttribute("viewBox", `0 0 ${width + MARGIN.left + MARGIN.right} ${height + MARGIN.top + MARGIN.bottom}`);
  const bottom = MARGIN.top + height;
  const right = MARGIN.left + width;
  const parts = [drawn("rect", { x: MARGIN.left - 0.5, y: MARGIN.top - 0.5, width: width + 1, height: height + 1 })];
  for (const { value, text } of ticks(across.low, across.high, Math.max(2, width / WIDTH_OF_A_NUMBER))) {
    const x = MARGIN.left + share(across, value) * width;
    parts.push(line(x, bottom, x, bottom + 5), word(text, { x, y: bottom + 18, "text-anchor": "middle" }));
  }
  for (const { value, text } of ticks(upwards.low, upwards.high, Math.max(2, height / HEIGHT_OF_A_NUMBER))) {
    const y = bottom - share(upwards, value) * height;
    parts.push(line(MARGIN.left - 5, y, MARGIN.left, y), word(text, { x: MARGIN.left - 8, y: y + 4, "text-anchor": "end" }));
  }
  const middle = MARGIN.top + height / 2;
  parts.push(
    line(MARGIN.left, bottom, right, bottom, `lab-axis ${across.kind}`), line(MARGIN.left, MARGIN.top, MARGIN.left, bottom, `lab-axis ${upwards.kind}`),
    word(across.name, { x: MARGIN.left + width / 2, y: bottom + 37, "text-anchor": "middle", class: `lab-axis-name ${across.kind}` }),
    word(upwards.name, { x: 13, y: middle, "text-anchor": "middle", transform: `rotate(-90 13 ${middle})`, class: `lab-axis-name ${upwards.kind}` }),
  );
  svg.replaceChildren(...parts);
}

function share({ low, high }, value) {
  return (value - low) / (high - low);
}

function line(x1, y1, x2, y2, kind = "lab-tick") {
  return drawn("line", { x1, y1, x2, y2, class: kind });
}

const word = (text, attributes) => drawn("text", attributes, text);
