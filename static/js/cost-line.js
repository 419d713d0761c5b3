// What the experiment would cost, asked while the student sets it, and the problems that the server sees already.

import { getCost } from "./api.js";
import { bytes, count, rough } from "./numbers.js";

const THINKING = 350;

export class CostLine {
  constructor(element, form) {
    Object.assign(this, { element, form });
  }

  /** Ask once the student has paused; an answer about settings that are no longer there is dropped. */
  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const spec = this.form.value;
      try {
        const cost = await getCost(spec);
        if (spec === this.form.value) this.show(cost);
      } catch (refused) {
        if (spec === this.form.value && refused.status === 422) this.form.showProblems(refused.problems);
      }
    }, THINKING);
  }

  show(cost) {
    this.form.clearProblems();
    this.element.textContent = [
      count(cost.parameters, "parameter"), `${count(cost.updates_per_epoch, "update")} per epoch`,
      `${rough(cost.operations_per_epoch)} operations per epoch`, bytes(cost.memory_bytes),
    ].join(" · ");
  }
}
