// The gradient-noise meter: for each layer the full gradient as an arrow to the right, every mini-batch as a dot.

import { drawn, make } from "../elements.js";
import { middle } from "./answer.js";
import { dialWords } from "./words.js";

const WIDTH = 220;
const HEIGHT = 124;
const BASE = 112;
const REACH = 104;
/** A dot beyond this many lengths of the full gradient lies on the rim. */
const MOST_LENGTHS = 4;

/** One card per layer, and one for the whole network where there are several. */
export function dials(noise) {
  const parts = noise.parts.map((_, part) => part);
  return (parts.length === 2 ? parts.slice(1) : parts).map((part) => dial(noise, part));
}

function dial(noise, part) {
  const { angles, ratios } = noise.parts[part];
  const words = dialWords(noise, part);
  const longest = Math.min(MOST_LENGTHS, Math.max(1.1, middle(ratios, 0.95) || 1));
  const unit = REACH / longest;
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words.label },
    drawn("path", { class: "dial-rim", d: `M ${110 - REACH} ${BASE} A ${REACH} ${REACH} 0 0 1 ${110 + REACH} ${BASE} Z` }),
    drawn("path", { class: "dial-right", d: `M 110 ${BASE} V ${BASE - REACH}` }),
    wedge(angles),
    ...dots(angles, ratios, unit, longest),
    arrow(unit),
    needle(middle(angles)));
  return make("li", { class: "dial" }, make("h4", {}, words.name), svg, make("p", {}, make("strong", {}, words.angle), ` ${words.more}`));
}

const at = (degrees, length) => [110 + length * Math.cos((degrees * Math.PI) / 180), BASE - length * Math.sin((degrees * Math.PI) / 180)].map((each) => each.toFixed(1));

/** Four of five mini-batches point somewhere in it. */
function wedge(angles) {
  const [low, high] = [middle(angles, 0.1), middle(angles, 0.9)];
  if (!Number.isFinite(low)) return "";
  const [from, to] = [at(low, REACH), at(high, REACH)];
  return drawn("path", { class: "dial-wedge", d: `M 110 ${BASE} L ${from.join(" ")} A ${REACH} ${REACH} 0 0 0 ${to.join(" ")} Z` });
}

function dots(angles, ratios, unit, longest) {
  return Array.from(angles, (angle, index) => [angle, Math.min(ratios[index], longest)]).filter((pair) => pair.every(Number.isFinite)).map(([angle, ratio]) => {
    const [cx, cy] = at(angle, ratio * unit);
    return drawn("circle", { class: "dial-dot", cx, cy, r: 2.6 });
  });
}

function arrow(unit) {
  const end = 110 + unit;
  return drawn("path", { class: "dial-full", d: `M 110 ${BASE} H ${end} m -7 -4.5 L ${end} ${BASE} l -7 4.5` });
}

function needle(angle) {
  if (!Number.isFinite(angle)) return "";
  const [x, y] = at(angle, REACH);
  return drawn("path", { class: "dial-needle", d: `M 110 ${BASE} L ${x} ${y}` });
}
