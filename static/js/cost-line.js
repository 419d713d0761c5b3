// What the experiment would cost, followed while the student sets it, and the problems that the server sees already.

import { getCost } from "./api.js";
import { make } from "./elements.js";
import { bytes, count, rough } from "./numbers.js";
import { parameterCount } from "./parameter-count.js";
import { same } from "./schema.js";

const THINKING = 250;

export class CostLine {
  /** `told` is called whenever the server has answered. */
  constructor(element, form, told = () => {}) {
    Object.assign(this, { element, form, told, known: null });
  }

  /** What the server said about the same data, be the network another one; null while that is not known. */
  of(spec) {
    return this.known && same(this.known.data, spec.data) ? this.known.cost : null;
  }

  /** Counts what it can at once and asks when the student pauses; an answer about settings that are gone is dropped. */
  ask() {
    this.guess();
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const spec = this.form.value;
      try {
        const cost = await getCost(spec);
        if (spec === this.form.value) this.show(cost, spec.data);
      } catch (refused) {
        if (spec === this.form.value && refused.status === 422) this.refuse(refused.problems);
      }
    }, THINKING);
  }

  /** The count of parameters needs no server. */
  guess() {
    const { value } = this.form;
    const parameters = value.vary || value.ensemble ? null : parameterCount(value, this.form.dataset());
    const place = this.element.querySelector("[data-parameters]");
    if (parameters !== null && place) place.textContent = count(parameters, "parameter");
  }

  show(cost, data) {
    this.known = { cost, data };
    this.form.clearProblems();
    const rest = [`${count(cost.updates_per_epoch, "update")} per epoch`, `${rough(cost.operations_per_epoch)} operations per epoch`, bytes(cost.memory_bytes)];
    this.element.classList.remove("has-problem");
    this.element.replaceChildren(cost.runs > 1 ? `${count(cost.runs, "run")} · ` : "",
      make("span", { "data-parameters": true }, count(cost.parameters, "parameter")), ` · ${rest.join(" · ")}`);
    this.told();
  }

  /** A problem is told at its field; where the form is closed, this line says it and leads there. */
  refuse(problems) {
    const homeless = this.form.showProblems(problems);
    const [{ loc, msg }] = problems;
    this.element.classList.add("has-problem");
    this.element.replaceChildren(msg, ...(homeless.length < problems.length
      ? [" ", make("button", { class: "link-button", type: "button", onclick: () => this.form.reveal(loc) }, "Show the setting")] : []));
  }
}
