// What the experiment would cost, asked while the student sets it, and the problems that the server sees already.

import { getCost } from "./api.js";
import { bytes, count, rough } from "./numbers.js";
import { same } from "./schema.js";

const THINKING = 350;

export class CostLine {
  /** `told` is called whenever the server has answered. */
  constructor(element, form, told = () => {}) {
    Object.assign(this, { element, form, told, known: null });
  }

  /** What the server said about the same data, be the network another one; null while that is not known. */
  of(spec) {
    return this.known && same(this.known.data, spec.data) ? this.known.cost : null;
  }

  /** Ask once the student has paused; an answer about settings that are no longer there is dropped. */
  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const spec = this.form.value;
      try {
        const cost = await getCost(spec);
        if (spec === this.form.value) this.show(cost, spec.data);
      } catch (refused) {
        if (spec === this.form.value && refused.status === 422) this.form.showProblems(refused.problems);
      }
    }, THINKING);
  }

  show(cost, data) {
    this.known = { cost, data };
    this.form.clearProblems();
    this.element.textContent = [
      ...(cost.runs > 1 ? [count(cost.runs, "run")] : []), count(cost.parameters, "parameter"), `${count(cost.updates_per_epoch, "update")} per epoch`,
      `${rough(cost.operations_per_epoch)} operations per epoch`, bytes(cost.memory_bytes),
    ].join(" · ");
    this.told();
  }
}
