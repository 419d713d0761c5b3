// The button by which an owner deletes an experiment: the first press asks, the second one does it.

import * as api from "./api.js";
import { showProblems } from "./notices.js";
import { forget } from "./recent.js";

const ASKS = "Delete for good?";
const PATIENCE = 6000;

export class Deleting {
  constructor(button, { id, mine }) {
    Object.assign(this, { button, id, asking: null, before: button.textContent });
    button.hidden = !mine;
    button.addEventListener("click", () => this.press());
    button.addEventListener("blur", () => this.calm());
  }

  press() {
    if (this.asking) return this.remove();
    this.button.textContent = ASKS;
    this.button.classList.add("danger");
    this.asking = setTimeout(() => this.calm(), PATIENCE);
    return null;
  }

  /** Whoever hesitates, or goes elsewhere, has not said yes. */
  calm() {
    clearTimeout(this.asking);
    this.asking = null;
    this.button.textContent = this.before;
    this.button.classList.remove("danger");
  }

  async remove() {
    this.calm();
    this.button.disabled = true;
    try {
      await api.removeExperiment(this.id);
      forget(this.id);
      location.href = "/";
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.problems);
      this.button.disabled = false;
    }
  }
}
