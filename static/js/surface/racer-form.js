// Lets the fields of the form draw one racer: they ask a form for values, and this one keeps them until they can be raced with.

import { make } from "../elements.js";
import { drawField } from "../fields/index.js";
import { at, neededBy, replaced, schemaAt } from "../schema.js";
import { numberProblem } from "./number-problem.js";

/** The schema of a request with a list of racers in it, so that paths such as racers.0.optimizer.beta lead somewhere. */
export function withRacers(schema) {
  const optimizer = schema.properties.optimizer;
  return { ...schema, properties: { ...schema.properties, racers: { type: "array", items: { type: "object", properties: { optimizer } } } } };
}

/** Tells "change" with the path after each change, and "usable" when the racer can race with it. */
export class RacerForm extends EventTarget {
  constructor(root, number, optimizer) {
    super();
    Object.assign(this, { root, part: `racers.${number}.optimizer`, number, container: make("div", { class: "racer-fields" }), problems: new Map() });
    this.value = { racers: Array.from({ length: number + 1 }, () => ({ optimizer })) };
  }

  get optimizer() {
    return this.value.racers[this.number].optimizer;
  }

  get(path) {
    return at(this.value, path);
  }

  set(path, value) {
    this.value = replaced(this.value, path, value);
    if (path === this.part) this.problems.clear();
    this.check(path, value);
    this.dispatchEvent(new CustomEvent("change", { detail: { path } }));
    if (this.problems.size === 0) this.dispatchEvent(new CustomEvent("usable", { detail: { path } }));
  }

  /** Sets a value from elsewhere and draws everything anew. */
  place(path, value) {
    this.set(path, value);
    this.rebuild();
  }

  rebuild() {
    const schema = { ...this.root.properties.optimizer, title: "Optimizer" };
    this.container.replaceChildren(this.draw(schema, this.part));
  }

  check(path, value) {
    const schema = value !== null && typeof value === "object" ? null : schemaAt(this.root, this.value, path);
    const problem = schema && numberProblem(schema, value);
    if (problem) this.problems.set(path, problem);
    else this.problems.delete(path);
    this.show(path, problem ?? "");
  }

  show(path, problem) {
    const field = [this.container, this.head].filter(Boolean).map((box) => box.querySelector(`.field[data-path="${CSS.escape(path)}"]`)).find(Boolean);
    const slot = field?.querySelector(":scope > .field-problem");
    if (!slot) return;
    slot.textContent = problem;
    slot.hidden = !problem;
    field.classList.toggle("has-problem", Boolean(problem));
    const input = field.querySelector("input:not([type=range])");
    if (problem) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }

  draw(schema, path, options = {}) {
    // The learning rate stands above all other settings, with its ticks.
    if (path === `${this.part}.learning_rate`) return make("span", { hidden: true });
    const element = drawField(this, schema, path, options);
    const needed = neededBy(schema, path);
    element.hidden = Boolean(needed) && this.get(needed) === null;
    if (needed) element.dataset.needs = needed;
    return element;
  }

  dataset() {
    return undefined;
  }

  mark() {
    for (const element of this.container.querySelectorAll("[data-needs]")) element.hidden = !this.get(element.dataset.needs);
  }
}
