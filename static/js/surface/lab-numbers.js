// The start as typed numbers, and the penalty on large weights: what belongs to every surface.

import { make } from "../elements.js";
import { numberField } from "../fields/number.js";
import { typed } from "../numbers.js";
import { same } from "../schema.js";
import { PLACE } from "./lab-address.js";
import { numberProblem } from "./number-problem.js";

const KINDS = ["first", "second"];

/** Boxes for the start, which follow the handle in the picture. */
export function startField(lab) {
  const line = make("div", { class: "lab-start-boxes" });
  const problem = make("p", { class: "field-problem", id: "lab-start-problem", hidden: true });
  const usual = make("button", { class: "button small", type: "button", title: "Where walks on this surface usually begin", onclick: () => lab.set("start", lab.usualStart) }, "usual");
  let boxes = [];
  const tell = (text) => {
    problem.textContent = text ?? "";
    problem.hidden = !text;
  };
  const put = () => {
    const values = boxes.map((box) => typed(box.value));
    const problems = values.map((value) => numberProblem(PLACE, value));
    boxes.forEach((box, axis) => (problems[axis] ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid")));
    tell(problems.find(Boolean));
    if (problems.every((text) => text === null)) lab.set("start", values);
  };
  const show = () => {
    const { names } = lab.landscape.plane;
    if (boxes.length !== names.length || boxes.some((box, axis) => box.getAttribute("aria-label") !== `Start, ${names[axis]}`)) {
      boxes = names.map((name) => make("input", { class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-label": `Start, ${name}`, "aria-describedby": problem.id, oninput: put }));
      line.replaceChildren(...names.flatMap((name, axis) => [make("span", { class: `lab-weight ${KINDS[axis]}` }, name), boxes[axis]]));
    }
    if (boxes.includes(document.activeElement) && same(boxes.map((box) => typed(box.value)), lab.state.start)) return;
    boxes.forEach((box, axis) => { box.value = lab.state.start[axis]; box.removeAttribute("aria-invalid"); });
    tell(null);
  };
  for (const name of ["start", "surface"]) lab.addEventListener(name, show);
  show();
  return make("div", { class: "field lab-start-field" }, make("div", { class: "field-head" }, make("span", { class: "field-name" }, make("span", { class: "field-label" }, "Start")), usual), line, problem);
}

/** The slider of λ in E + λ/2 Σw². */
export class Penalty {
  constructor(lab) {
    Object.assign(this, { lab, value: lab.state.l2, schema: { ...lab.schema.properties.l2, "x-scale": "log" } });
    this.element = make("div", {});
    lab.addEventListener("surface", () => lab.state.l2 !== this.value && this.draw());
    this.draw();
  }

  draw() {
    this.value = this.lab.state.l2;
    this.element.replaceChildren(numberField(this, this.schema, "l2"));
  }

  get() {
    return this.value;
  }

  set(_, value) {
    this.value = value;
    const problem = numberProblem(this.schema, value);
    const slot = this.element.querySelector(".field-problem");
    slot.textContent = problem ?? "";
    slot.hidden = !problem;
    if (!problem) this.lab.set("l2", value);
  }
}
