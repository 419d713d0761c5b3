// The largest learning rate that the loss around the network on show allows: measured where somebody sees it, marked on
// the slider, and said in words.

import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { encoded, measured } from "../measured.js";
import { scaleFor } from "../scales.js";
import { replaced, schemaAt } from "../schema.js";
import { limitWords } from "./words.js";

const PATH = "optimizer.learning_rate";
const SETTLED = 500;
/** Milliseconds between two measurements while the network trains; longer where a busy server took its time to answer. */
const PACE = 4_000;
const PATIENCE = 10;
const MOST_WEIGHTS = 100_000;

export class RateLimit extends EventTarget {
  /** `live()`: the experiment that trains or trained, or null. Tells "change" when something is known or no longer true. */
  constructor(form, stage, live, { measure = measured } = {}) {
    super();
    Object.assign(this, { form, stage, live, measure, known: null, asked: null, due: -Infinity, seen: false, wanted: false });
    this.watcher = new IntersectionObserver((news) => {
      this.seen = news.at(-1).isIntersecting;
      this.later(0);
    });
    // A frame later: the form tells of another optimizer before it has drawn its fields.
    form.addEventListener("change", oncePerFrame(() => this.changed()));
    stage.addEventListener("scene", () => this.later(SETTLED));
    stage.addEventListener("frame", () => this.moved());
    document.addEventListener("visibilitychange", () => this.later(0));
    this.changed();
  }

  /** While a dialog shows it, it is measured wherever the slider is. */
  want(wanted) {
    this.wanted = wanted;
    if (wanted) this.later(0);
  }

  changed() {
    const field = this.form.container.querySelector(`.field[data-path="${PATH}"]`);
    if (field !== this.field) {
      this.watcher.disconnect();
      this.seen = false;
      this.field = field;
      if (field) this.watcher.observe(field);
    }
    this.draw();
    this.later(SETTLED);
  }

  /** Asks when it is quiet, and while a network trains no more often than every few seconds. */
  later(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.ask();
    }, time);
  }

  /** Another epoch is on show. */
  moved() {
    if (this.live()?.status?.state !== "running") this.later(SETTLED);
    else if (!this.timer) this.later(Math.max(SETTLED, this.due - performance.now()));
  }

  /** The network on show, as a question; its identity says whether it was asked about already. */
  question() {
    const { form, stage } = this;
    const settings = this.live()?.history.runs.get(stage.run)?.settings ?? {};
    const spec = Object.entries(settings).reduce((whole, [path, value]) => replaced(whole, path, value), { ...form.value, vary: null, ensemble: null });
    const { data, network, loss, regularization, optimizer } = spec;
    const told = JSON.stringify([data, network, loss, regularization, { ...optimizer, learning_rate: 0 }, spec.seed]);
    return { spec, told, weights: stage.weights, epoch: stage.weights ? stage.epoch : 0 };
  }

  async ask() {
    if (document.hidden || !(this.seen || this.wanted) || this.form.get(PATH) === undefined) return;
    const { spec, told, weights, epoch } = this.question();
    if (this.asked?.told === told && this.asked.weights === weights) return;
    // One at a time: the server forgets a question for the next one, and on a busy day none would be answered.
    if (this.waiting) return;
    this.asked = { told, weights };
    if (weights?.length > MOST_WEIGHTS) return this.learn({ refused: "the network is too large to be sent.", told, epoch });
    const asked = performance.now();
    this.waiting = true;
    try {
      const result = await this.measure("curvature", { spec, weights: weights ? encoded(weights) : null });
      const now = performance.now();
      this.due = now + Math.max(PACE, PATIENCE * (now - asked));
      this.learn({ result, told, epoch });
    } catch (refused) {
      if (!refused.problems) throw refused;
      // What was lost on the way is asked for again when something moves.
      if (![409, 422].includes(refused.status)) this.asked = null;
      // Settings that cannot be trained say so at their own place, and what the worker found out is told here.
      this.learn(refused.status === 409 ? { refused: refused.problems[0].msg, told, epoch } : null);
    } finally {
      this.waiting = false;
    }
    const now = this.question();
    if (now.told !== told || now.weights !== weights) this.moved();
  }

  learn(known) {
    this.known = known;
    this.draw();
    this.dispatchEvent(new Event("change"));
  }

  /** What is known of these very settings, with the words for the rate that is set; null: nothing. */
  now() {
    if (!this.known || this.known.told !== this.question().told) return null;
    const { kind, learning_rate: rate } = this.form.value.optimizer;
    return { ...this.known, ...limitWords(this.known, rate, kind) };
  }

  draw() {
    const { field } = this;
    if (!field) return;
    field.querySelectorAll("[data-rate-limit]").forEach((each) => each.remove());
    const now = this.now();
    if (!now) return;
    const below = field.querySelector(".slider") ?? field.querySelector(".field-head");
    const note = make("p", { class: `field-note${now.over ? " over-limit" : ""}`, "data-rate-limit": "words" }, now.text);
    below.after(...[this.mark(now), note].filter(Boolean));
  }

  /** A tick on the slider where the limit is; none where it is beyond its end. */
  mark({ result }) {
    const schema = schemaAt(this.form.root, this.form.value, PATH);
    const scale = schema && scaleFor(schema);
    const choices = (schema?.["x-choices"] ?? []).filter((each) => typeof each === "number");
    const most = choices.at(-1) ?? schema?.maximum;
    if (!scale || !result?.limit || result.limit > most) return null;
    const tick = make("span", { class: "slider-tick", "aria-hidden": "true" });
    tick.style.setProperty("--at", (scale.position(result.limit) - scale.min) / (scale.max - scale.min));
    return make("div", { class: "slider-ticks", "data-rate-limit": "mark" }, tick);
  }
}
