// Three small curves below a rule: how it moves one weight, before anything is trained with it.

import { drawn, make } from "../elements.js";
import { figure } from "../numbers.js";
import { curveOf, motion, PATTERNS, UPDATES } from "./motion.js";

const WIDTH = 96;
const HEIGHT = 34;

export class MotionView {
  constructor() {
    this.element = make("div", { class: "rule-motion", role: "group", "aria-label": "How the rule moves one weight" });
    this.element.hidden = true;
  }

  /** `numbers`: {eta, and the constants by name}; nothing is drawn without a program or with a number missing. */
  show(program, numbers) {
    const ready = Boolean(program) && ["eta", ...program.constants].every((name) => typeof numbers[name] === "number");
    this.element.hidden = !ready;
    if (ready) this.element.replaceChildren(make("p", { class: "muted" }, `What it does to one weight in ${UPDATES} updates:`), ...PATTERNS.map((pattern) => one(pattern, motion(program, numbers, pattern.gradient))));
  }
}

function one({ title, words }, weights) {
  const last = weights.at(-1);
  const said = Number.isFinite(last) ? `w ${last < 0 ? "−" : "+"}${figure(Math.abs(last))}` : "w is lost";
  const { path, zero } = curveOf(weights, WIDTH, HEIGHT);
  const label = `${words}: ${said} after ${UPDATES} updates`;
  return make("figure", { class: "rule-curve", title: label },
    drawn("svg", { viewBox: `-2 -3 ${WIDTH + 4} ${HEIGHT + 6}`, role: "img", "aria-label": label, preserveAspectRatio: "none" },
      drawn("line", { class: "rule-curve-zero", x1: 0, x2: WIDTH, y1: zero, y2: zero }), drawn("path", { class: "rule-curve-line", d: path })),
    make("figcaption", { "aria-hidden": "true" }, make("span", { class: "muted" }, title), make("span", {}, said)));
}
