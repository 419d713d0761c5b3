// The trials of one search as points over two settings, with their shadows: what each axis sees of them alone.

import { drawn } from "../../elements.js";
import { labelOf } from "../objective.js";
import { figure } from "../../numbers.js";
import { placeOf, ticksOf } from "./places.js";

const SIZE = { width: 320, height: 300 };
const FRAME = { left: 58, right: 34, top: 34, bottom: 46 };
const INNER = { width: SIZE.width - FRAME.left - FRAME.right, height: SIZE.height - FRAME.top - FRAME.bottom };
const SHADOW = 16;

/** An SVG of these trials; `scales` are the one or two axes, `kind` the side, `best` the trial to mark, `others` faint ones. */
export function scatterOf(trials, scales, { kind, best, others = [], write = figure }) {
  const picture = drawn("svg", { class: `scatter is-${kind}`, viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "group", "aria-label": `${trials.length} trials of the ${kind} search` });
  picture.append(...frame(scales), ...others.map((trial) => point(trial, scales, { kind, faint: true })));
  // Those that lie above are drawn last, the best on top.
  const order = [...trials].sort((one, other) => (one === best) - (other === best));
  picture.append(...order.flatMap((trial) => shadows(trial, scales)), ...order.map((trial) => point(trial, scales, { kind, best: trial === best, write })));
  return picture;
}

const across = ([scale], { settings }) => FRAME.left + placeOf(scale, settings[scale.path]) * INNER.width;
const down = ([, scale], { settings }) => FRAME.top + (scale ? 1 - placeOf(scale, settings[scale.path]) : 0.5) * INNER.height;

function point(trial, scales, { kind, best = false, faint = false, write }) {
  const [x, y] = [across(scales, trial), down(scales, trial)];
  const size = best ? 8 : 5.5;
  const form = kind === "grid" ? drawn("rect", { x: x - size * 0.9, y: y - size * 0.9, width: size * 1.8, height: size * 1.8 }) : drawn("circle", { cx: x, cy: y, r: size });
  form.setAttribute("class", `scatter-point${best ? " is-best" : ""}${faint ? " is-faint" : ""}${trial.score === null ? " is-unknown" : ""}`);
  if (faint) return form;
  const said = `${trial.name}: ${trial.score === null ? "no score" : write(trial.score)}${best ? ", the best" : ""}`;
  for (const [name, value] of Object.entries({ tabindex: "0", role: "button", "aria-label": said, "data-trial": trial.number })) form.setAttribute(name, value);
  const title = drawn("title", {});
  title.textContent = said;
  form.append(title);
  return form;
}

/** A stroke on the upper and the right edge for each value that is tried. */
function shadows(trial, scales) {
  const [x, y] = [across(scales, trial), down(scales, trial)];
  const right = FRAME.left + INNER.width;
  const marks = [line(x, FRAME.top - 4, x, FRAME.top - 4 - SHADOW, "scatter-shadow")];
  if (scales[1]) marks.push(line(right + 4, y, right + 4 + SHADOW, y, "scatter-shadow"));
  for (const mark of marks) mark.setAttribute("data-shadow", trial.number);
  return marks;
}

function frame(scales) {
  const bottom = FRAME.top + INNER.height;
  const parts = [drawn("rect", { class: "scatter-frame", x: FRAME.left, y: FRAME.top, width: INNER.width, height: INNER.height })];
  for (const { place, text } of ticksOf(scales[0])) {
    const x = FRAME.left + place * INNER.width;
    parts.push(line(x, bottom, x, bottom + 4, "scatter-tick"), word(text, { x, y: bottom + 16, "text-anchor": "middle" }));
  }
  parts.push(word(labelOf(scales[0].path), { x: FRAME.left + INNER.width / 2, y: SIZE.height - 8, "text-anchor": "middle", class: "scatter-name" }));
  if (!scales[1]) return parts;
  for (const { place, text } of ticksOf(scales[1])) {
    const y = FRAME.top + (1 - place) * INNER.height;
    parts.push(line(FRAME.left - 4, y, FRAME.left, y, "scatter-tick"), word(text, { x: FRAME.left - 7, y: y + 4, "text-anchor": "end" }));
  }
  const middle = FRAME.top + INNER.height / 2;
  parts.push(word(labelOf(scales[1].path), { x: 13, y: middle, "text-anchor": "middle", transform: `rotate(-90 13 ${middle})`, class: "scatter-name" }));
  return parts;
}

const line = (x1, y1, x2, y2, kind) => drawn("line", { x1, y1, x2, y2, class: kind });

const word = (text, attributes) => drawn("text", attributes, text);
