// The figures of the landscape's shape: Hessian, curvatures, condition number, the largest stable step and the best one.

import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { helpButton } from "../help.js";
import { PLACES } from "./probe.js";
import { shown } from "./shown.js";
import { groundOf } from "./shape.js";

const HELP = {
  title: "Shape of the landscape",
  description: "The Hessian H holds the second derivatives of the error. Its eigenvectors are the axes of the ellipses, its eigenvalues λ say how steep the walls are in these directions.\n\nη < 2/λ_max: gradient descent converges below and diverges above; it is fastest at 2/(λ_min + λ_max), where each step leaves (κ − 1)/(κ + 1) of the distance to the minimum along the worst directions.\n\nκ = λ_max/λ_min, the condition number: 1 is a circle, thousands are a needle.",
  "x-source": "Goodfellow, Bengio, Courville: Deep Learning, 4.3; Hinton, lecture 6b",
};
const WORDS = {
  bowl: "a bowl: up in every direction", dome: "a dome: down in every direction", saddle: "a saddle: up along one axis, down along the other",
  valley: "a valley with a level floor", ridge: "a ridge with a level top", plane: "a plane without any curvature", nowhere: "the formula has no number here",
};
const CURVES = { bowl: "the curve bends up", dome: "the curve bends down", plane: "the curve is straight", nowhere: WORDS.nowhere };

export class FiguresPanel {
  constructor(lab, probe, box) {
    Object.assign(this, { lab, probe });
    this.choice = make("select", { class: "select", "aria-label": "Where the curvature is measured", onchange: () => probe.choose(this.choice.value) },
      ...Object.entries(PLACES).map(([value, text]) => make("option", { value }, text)));
    this.list = make("div", { class: "lab-figures" });
    box.replaceChildren(make("div", { class: "lab-panel-head" }, make("h2", {}, "Shape"), helpButton(HELP.title, HELP)), this.choice, this.list);
    box.hidden = false;
    probe.addEventListener("change", oncePerFrame(() => this.show()));
    this.show();
  }

  show() {
    const { probe } = this;
    const { landscape } = this.lab;
    const { shape, minimum } = probe;
    this.choice.hidden = probe.everywhere;
    this.choice.value = probe.chosen;
    this.list.replaceChildren(
      make("p", { class: "field-note" }, `${probe.everywhere ? "Everywhere the same" : "Here"}: ${wordsFor(shape.eigenvalues)}.`),
      ...(shape.hessian ? [matrix(shape.hessian)] : []),
      definitions(
        ...eigenvalueLines(shape.eigenvalues),
        shape.eigenvalues.length === 1 ? null : line("condition", "Condition number κ", shown(shape.condition), shape.condition, "λ_max / λ_min"),
        limitLine(shape),
        line("best", "Best step", shape.bestStep === null ? "–" : shown(shape.bestStep), shape.bestStep, "2/(λ_min + λ_max)"),
        ...(minimum ? [line("minimum", landscape.minima.length > 1 ? "Global minimum" : "Minimum", placeText(landscape.plane.of(minimum.w)), landscape.plane.of(minimum.w).join(","), `error ${shown(minimum.value)}`)] : [])));
  }
}

function matrix(hessian) {
  return make("div", { class: "lab-hessian", role: "math", "aria-label": `Hessian, rows ${hessian.map((row) => row.map(shown).join(" and ")).join("; ")}` },
    make("span", { class: "formula" }, "H ="),
    make("span", { class: "lab-matrix", "data-columns": hessian.length }, ...hessian.flat().map((value) => make("span", {}, shown(value)))));
}

function wordsFor(eigenvalues) {
  return (eigenvalues.length > 1 ? WORDS : CURVES)[groundOf(eigenvalues)];
}

/** The lines that there are. */
function definitions(...lines) {
  return make("dl", {}, ...lines.filter(Boolean));
}

function placeText(place) {
  return place.length === 1 ? shown(place[0]) : `(${place.map(shown).join(", ")})`;
}

function eigenvalueLines(values) {
  if (values.length === 1) return [line("steepest", "Curvature λ", shown(values[0]), values[0])];
  // Where the ground bends down nobody would call that its flattest direction.
  const low = values.length > 2 ? `${values.length - 1} times` : values[0] < 0 ? "bends down" : "flattest";
  const high = values.at(-1) < 0 ? "bends down" : "steepest";
  return [line("steepest", "λ_max", shown(values.at(-1)), values.at(-1), high), line("flattest", "λ_min", shown(values[0]), values[0], low)];
}

/** Where the ground bends down along an axis, no step is stable along that one; where it bends up nowhere, along none. */
function limitLine({ largestStableStep: step, eigenvalues: [least] }) {
  const note = step === Infinity ? "nothing bends up here" : least < 0 ? "2/λ_max, along the direction that bends up" : "2/λ_max, for gradient descent";
  return line("limit", "Largest stable step", step === Infinity ? "–" : shown(step), step, note);
}

function line(name, title, text, exact, note = "") {
  return make("div", { class: "lab-figure", "data-lab-figure": name, "data-exact": exact === null ? null : String(exact) },
    make("dt", {}, make("span", {}, ...subscripted(title)), note ? make("span", { class: "muted small" }, ...subscripted(note)) : null), make("dd", {}, text));
}

/** "λ_max" with its index below the line. */
function subscripted(text) {
  return text.split(/(_[a-z]+)/).map((part) => (part.startsWith("_") ? make("sub", {}, part.slice(1)) : part));
}
