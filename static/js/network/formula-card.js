// The card with the formula of the network: of its output, or of the unit that is looked at, with the numbers of this moment.

import { make } from "../elements.js";
import { say } from "../notices.js";
import { formula } from "./formula.js";
import { latex } from "./formula-latex.js";
import { mathml } from "./formula-mathml.js";

/** Five times a second is as often as digits can be read. */
const PAUSE = 200;

export class FormulaCard {
  constructor(element, stage) {
    Object.assign(this, { element, stage, numbers: [], groups: [], written: 0, seen: false, stale: true, timer: null });
    this.build();
    for (const name of ["scene", "focus"]) stage.addEventListener(name, () => this.change(true));
    stage.addEventListener("frame", () => this.change(false));
    document.addEventListener("visibilitychange", () => this.ask());
    this.watcher = new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      this.ask();
    }, { rootMargin: "100px" });
    this.watcher.observe(element);
    if (stage.scene) this.change(true);
  }

  build() {
    this.of = make("p", { class: "formula-of muted small" });
    this.lines = make("div", { class: "formula-lines" });
    this.scroll = make("div", { class: "formula-scroll", role: "region", tabindex: "0", "aria-label": "The formula" }, this.lines);
    const copy = make("button", { class: "button small", type: "button", "data-copy-latex": true, onclick: () => this.copy() }, "Copy as LaTeX");
    this.element.classList.add("formula-card");
    this.element.replaceChildren(make("div", { class: "formula-head" }, make("h2", {}, "The formula"), this.of, copy), this.scroll);
    this.element.hidden = true;
  }

  /** `structure`: other equations, not only other numbers. */
  change(structure) {
    this.stale ||= structure;
    this.element.hidden = !this.stage.scene;
    this.fresh = false;
    this.ask();
  }

  ask() {
    // A new network is written down at once, seen or not: coming into sight the card must not push away what is below it.
    const due = this.seen || this.drawn !== this.stage.scene;
    if (!due || document.hidden || this.fresh || this.timer || !this.stage.scene) return;
    const wait = this.stale ? 0 : Math.max(0, this.written + PAUSE - performance.now());
    this.timer = setTimeout(() => requestAnimationFrame(() => {
      this.timer = null;
      this.write();
    }), wait);
  }

  write() {
    const { scene, weights } = this.stage;
    if (!scene) return;
    if (this.stale) this.draw(scene);
    this.stale = false;
    this.fresh = true;
    this.written = performance.now();
    if (weights) for (const number of this.numbers) number(weights);
    const exploded = weights && /NaN|∞/.test(this.lines.textContent);
    this.of.textContent = `${this.told()}${exploded ? ": its numbers have exploded" : ""}`;
  }

  draw(scene) {
    this.drawn = scene;
    this.groups = formula(scene, this.stage.focus);
    this.numbers = [];
    this.lines.replaceChildren(...this.groups.map(({ title, lines }) => make("div", { class: "formula-group" },
      make("h3", {}, title), ...lines.map((line) => make("p", {}, mathml(line, this.numbers))))));
  }

  told() {
    const { scene, focus, epoch, weights } = this.stage;
    if (!weights) return "The numbers come when it trains.";
    const when = epoch === 0 ? "before training" : `after epoch ${epoch.toLocaleString("en")}`;
    const what = !focus ? "of the output" : focus.layer === 0 ? `of input ${focus.unit + 1}`
      : focus.layer === scene.layers.length ? `of output ${focus.unit + 1}` : `of unit ${focus.unit + 1} in layer ${focus.layer}`;
    return `${what}, ${when}`;
  }

  async copy() {
    const { scene, focus, weights } = this.stage;
    if (!scene || !weights) return;
    try {
      await navigator.clipboard.writeText(latex(formula(scene, focus), weights));
      say("LaTeX copied");
    } catch {
      say("This browser does not let pages copy");
    }
  }
}
