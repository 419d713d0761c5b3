// Noise in the gradient, its seed, and what counts as arrived: numbers of the whole race.

import { make } from "../elements.js";
import { numberField } from "../fields/number.js";
import { at } from "../schema.js";
import { TOLERANCE } from "./lab-address.js";
import { numberProblem } from "./number-problem.js";

const NAMES = ["noise", "seed", "tolerance"];

/** A form, as far as a number's field needs one, over the numbers of the lab. */
export class RaceNumbers extends EventTarget {
  constructor(lab, element) {
    super();
    Object.assign(this, { lab, element, value: lab.state, root: lab.schema });
    this.schemas = { noise: { ...lab.schema.properties.noise, maximum: 10, minimum: 0 }, seed: lab.schema.properties.seed, tolerance: TOLERANCE };
    for (const name of NAMES) lab.addEventListener(name, () => lab.state[name] !== this.value[name] && this.draw());
    this.draw();
  }

  draw() {
    this.value = this.lab.state;
    this.element.replaceChildren(...NAMES.map((name) => make("div", {}, numberField(this, this.schemas[name], name))));
  }

  get(path) {
    return at(this.value, path);
  }

  set(name, value) {
    this.value = { ...this.value, [name]: value };
    const problem = numberProblem(name === "noise" ? this.lab.schema.properties.noise : this.schemas[name], value);
    const slot = this.element.querySelector(`[data-path="${name}"] > .field-problem`);
    slot.textContent = problem ?? "";
    slot.hidden = !problem;
    slot.closest(".field").classList.toggle("has-problem", Boolean(problem));
    if (!problem) this.lab.set(name, value);
  }
}
