// The learning rate of a racer: a box, and a slider with ticks where something happens on this landscape.

import { make } from "../elements.js";
import { frame } from "../fields/frame.js";
import { typed } from "../numbers.js";
import { schemaAt } from "../schema.js";
import { rateMarks, rateScale } from "./rate-scale.js";
import { limitWords, rateText } from "./race-words.js";

const POSITIONS = 1000;

export class RateField {
  constructor(form) {
    this.form = form;
    this.path = `${form.part}.learning_rate`;
    this.marks = [];
    this.box = make("input", { class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", oninput: () => this.put(typed(this.box.value), { box: false }) });
    this.slider = make("input", { class: "slider", type: "range", min: 0, max: POSITIONS, step: 1, tabindex: "-1", oninput: () => this.put(this.scale.rate(this.slider.value / POSITIONS)) });
    this.ticks = make("div", { class: "slider-ticks race-ticks", "aria-hidden": "true" });
    this.chips = make("div", { class: "rate-chips" });
    this.words = make("p", { class: "field-note", "data-racer-limit": "" });
    this.element = make("div", { class: "rate-field" });
    this.box.addEventListener("keydown", (event) => this.nudge(event));
    this.draw();
  }

  get rate() {
    return this.form.get(this.path);
  }

  /** Draws the field as the schema of this optimizer has it. */
  draw() {
    const schema = schemaAt(this.form.root, this.form.value, this.path);
    this.element.replaceChildren(frame(schema, this.path, { input: this.box, below: make("div", {}, this.slider, this.ticks, this.chips, this.words) }));
    this.slider.setAttribute("aria-label", `${schema.title}, slider`);
    this.box.value = this.rate;
    this.rescale();
  }

  /** What is known of this landscape: `shape` at `where` ("" everywhere, " at the start"), and the limit of this optimizer (or null). */
  know(shape, limit, where) {
    Object.assign(this, { limit, where, falls: shape?.eigenvalues[0] < 0 });
    this.marks = shape ? rateMarks(shape, limit?.limit ?? null, this.form.optimizer.kind) : [];
    this.rescale();
  }

  rescale() {
    this.scale = rateScale(this.marks, this.rate);
    const inside = this.marks.filter(({ at }) => at >= this.scale.low && at <= this.scale.high);
    this.ticks.replaceChildren(...inside.map(({ name, at }) => {
      const tick = make("span", { class: `slider-tick ${name}` });
      tick.style.setProperty("--at", this.scale.position(at));
      return tick;
    }));
    this.chips.replaceChildren(...this.marks.map(({ name, at, text, title }) => make("button", {
      class: `rate-chip ${name}`, type: "button", "data-rate": name, title: `Take ${at}, ${title}`, disabled: at < 1e-6 || at > 10, onclick: () => this.take(at),
    }, make("span", { class: "rate-chip-mark", "aria-hidden": "true" }), `${text} ${rateText(at)}`)));
    this.show();
  }

  take(rate) {
    this.put(rate);
    this.rescale();
  }

  put(rate, { box = true } = {}) {
    this.form.set(this.path, rate);
    if (box) this.box.value = rate;
    this.show();
  }

  nudge(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction || typeof this.rate !== "number") return;
    event.preventDefault();
    this.put(this.scale.rate(this.scale.position(this.rate) + direction / 100));
  }

  show() {
    const position = typeof this.rate === "number" ? this.scale.position(this.rate) : 0;
    this.slider.value = position * POSITIONS;
    this.slider.style.setProperty("--filled", `${100 * position}%`);
    this.slider.setAttribute("aria-valuetext", String(this.rate));
    const known = this.limit && typeof this.rate === "number";
    this.words.textContent = known ? limitWords(this.form.optimizer, this.limit, this.where, this.falls) : "";
    this.words.hidden = !known;
    this.words.classList.toggle("over-limit", Boolean(known && this.limit.limit !== null && this.rate > this.limit.limit));
  }
}
