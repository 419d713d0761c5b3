// The dialog of the range test: which rates to try, the curve as it grows, what it suggests, and a button to use that.

import { Chart } from "../charts/chart.js";
import { rangeTestFigure } from "../charts/range-test.js";
import { measured, Replaced } from "../measured.js";
import { say } from "../notices.js";
import { typed } from "../numbers.js";
import { rangeWords, stillFalling, suggested } from "./words.js";

const PATH = "optimizer.learning_rate";
const REPLACED = "Another range test of yours began meanwhile: measure again.";
const FIELDS = ["low", "high", "steps"];

export class RangePanel {
  /** `opener` is the button beside the learning rate; `limit` a RateLimit. */
  constructor(dialog, opener, form, limit) {
    Object.assign(this, { dialog, form, limit, answer: null, asked: { low: 1e-4, high: 10 } });
    this.chart = new Chart(dialog.querySelector("[data-chart]"), rangeTestFigure, { epochs: false });
    opener.addEventListener("click", () => this.open());
    this.part("measure").addEventListener("click", () => this.measure());
    this.part("use").addEventListener("click", () => this.use());
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("input")) return;
      // It would press the first button of the form, which closes it.
      event.preventDefault();
      this.measure();
    });
    dialog.addEventListener("close", () => this.leave());
    limit.addEventListener("change", () => this.dialog.open && this.show());
  }

  part(name) {
    return this.dialog.querySelector(`[data-range="${name}"]`);
  }

  open() {
    this.dialog.showModal();
    this.limit.want(true);
    this.measure();
  }

  leave() {
    this.giveUp?.abort();
    this.limit.want(false);
  }

  async measure() {
    this.giveUp?.abort();
    this.giveUp = new AbortController();
    const { signal } = this.giveUp;
    this.clearProblems();
    const asked = Object.fromEntries(FIELDS.map((name) => [name, typed(this.part(name).value)]));
    this.answer = null;
    this.show();
    try {
      const question = { spec: { ...this.form.value, vary: null, ensemble: null }, ...asked };
      await measured("range-test", question, { signal, told: (answer) => this.tell(answer, asked) });
    } catch (refused) {
      if (!refused.problems) throw refused;
      if (!signal.aborted) this.refuse(refused instanceof Replaced ? [{ loc: "", msg: REPLACED }] : refused.problems);
    }
  }

  tell(answer, { low, high }) {
    Object.assign(this, { answer, asked: { low, high } });
    this.show();
  }

  /** A problem stands at its field, or where it has none in the place of the answer. */
  refuse(problems) {
    for (const { loc, msg } of problems) {
      const slot = this.part(`${loc}-problem`) ?? this.part("words");
      slot.textContent = msg;
      slot.hidden = false;
      slot.classList.add("has-problem");
      if (FIELDS.includes(loc)) this.part(loc).setAttribute("aria-invalid", "true");
    }
    if (problems.every(({ loc }) => FIELDS.includes(loc))) this.part("words").textContent = "";
  }

  clearProblems() {
    for (const name of FIELDS) {
      this.part(name).removeAttribute("aria-invalid");
      this.part(`${name}-problem`).hidden = true;
    }
    this.part("words").classList.remove("has-problem");
  }

  show() {
    const { answer } = this;
    const words = rangeWords(answer);
    const limit = this.limit.now();
    this.part("words").textContent = words;
    this.part("limit").textContent = limit?.text ?? "";
    const rate = answer?.result?.found && !stillFalling(answer.result) ? suggested(answer.result) : null;
    this.part("use").hidden = rate === null;
    if (rate !== null) this.part("use").textContent = `Use ${rate}`;
    this.rate = rate;
    this.chart.plot.setAttribute("aria-label", words);
    this.chart.show({ ...this.asked, result: answer?.result ?? null, rate: this.form.get(PATH), limit: limit?.result?.limit ?? null });
  }

  use() {
    this.form.place(PATH, this.rate);
    this.dialog.close();
    say(`Learning rate ${this.rate}`);
  }
}
