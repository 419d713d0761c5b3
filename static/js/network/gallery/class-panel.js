// The gallery of classes: which were taken for which, the most wrong samples, and what is said about one of them.

import { make } from "../../elements.js";
import { percent, whole } from "../../numbers.js";
import { answerBars } from "./answer-bars.js";
import { ConfusionTable } from "./confusion-table.js";
import { SampleGrid } from "./sample-grid.js";
import { portrait } from "./sample-view.js";
import { hasSounds } from "./sounds.js";
import { answersFor, confusion, ranked, verdicts } from "./verdicts.js";

const MOST_SAMPLES = 24;
const REORDER = 600;
const BROKEN = "The network's answers are no numbers any more: training diverged.";

export class ClassPanel {
  /** `draw()` shows everything anew. */
  constructor(draw) {
    Object.assign(this, { draw, title: "Right and wrong", shares: false });
    this.table = new ConfusionTable((cell) => this.chooseCell(cell));
    this.grid = new SampleGrid((index) => this.chooseSample(index));
    for (const left of ["pointerleave", "focusout"]) this.grid.element.addEventListener(left, () => this.draw());
    this.heading = make("h3", {}, "Samples");
    this.all = make("button", { class: "button small", type: "button", onclick: () => this.chooseCell(null) }, "Show all");
    this.chosen = make("div", { class: "gallery-chosen", "aria-live": "off" });
    this.broken = make("p", { class: "notice danger", hidden: true }, BROKEN);
    this.element = make("div", { class: "gallery-body" }, this.broken,
      make("div", { class: "confusion-scroll" }, this.table.element),
      make("div", { class: "gallery-samples" }, make("div", { class: "gallery-line" }, this.heading, this.all), this.grid.element),
      this.chosen);
    const share = make("button", { class: "button small", type: "button", "aria-pressed": "false", onclick: () => this.toggleShares() }, "Shares of each row");
    this.tools = [share];
  }

  begin(scene) {
    this.scene = scene;
    this.forget();
  }

  forget() {
    Object.assign(this, { cell: null, sample: null, indices: null });
  }

  toggleShares() {
    this.shares = !this.shares;
    this.tools[0].setAttribute("aria-pressed", String(this.shares));
    this.draw();
  }

  chooseCell(cell) {
    Object.assign(this, { cell, sample: null, indices: null });
    this.draw();
  }

  chooseSample(index) {
    this.sample = index;
    this.draw();
  }

  /** Shows answers to the samples of a split; returns the beginning of a sentence about them. */
  show({ split, outputs }) {
    const { targets } = this.scene.samples[split];
    const { classes } = this.scene.output;
    const found = verdicts(outputs, targets);
    this.broken.hidden = !found.broken;
    const table = confusion(found, classes.length);
    this.table.show(table, classes, this.cell, this.shares);
    this.rank(found);
    const chosen = this.sample ?? this.indices[0] ?? null;
    this.grid.show(this.scene, split, this.indices, chosen, (index) => this.told(found, index));
    this.describe(table);
    this.portray(split, outputs, found, chosen);
    return found.broken ? "No answers for" : `${percent(table.right / table.count)} right of`;
  }

  /** While the network learns, the order changes no more often than the eye can follow. */
  rank(found) {
    const now = performance.now();
    if (this.indices && this.grid.held) return;
    if (this.indices && now < this.ranked + REORDER) {
      clearTimeout(this.later);
      this.later = setTimeout(this.draw, REORDER);
      return;
    }
    this.indices = ranked(found, MOST_SAMPLES, this.cell);
    this.ranked = now;
  }

  told({ truth, said }, index) {
    const { classes } = this.scene.output;
    return { truth: classes[truth[index]], said: classes[said[index]], right: truth[index] === said[index] };
  }

  describe({ counts, right, count }) {
    const { classes } = this.scene.output;
    this.all.hidden = this.cell === null;
    if (this.cell) {
      const { truth, said } = this.cell;
      this.heading.textContent = `True ${classes[truth]}, said ${classes[said]}: ${whole(counts[truth][said])}`;
    } else {
      this.heading.textContent = right < count ? `Most wrong of ${whole(count - right)}` : "Nothing is wrong: these came nearest to it";
    }
  }

  portray(split, outputs, found, index) {
    if (index === null) {
      this.chosen.replaceChildren();
      this.portrayed = null;
      return;
    }
    const key = `${split} ${hasSounds(this.scene, split)} ${index}`;
    if (this.portrayed !== key || this.portrayedScene !== this.scene) {
      this.chosen.replaceChildren(make("h3", {}), make("div", { class: "gallery-portrait" }, portrait(this.scene, split, index)), make("div", {}));
      Object.assign(this, { portrayed: key, portrayedScene: this.scene });
    }
    const { truth, said, right } = this.told(found, index);
    const [heading, , bars] = this.chosen.children;
    heading.textContent = right ? `This is ${truth}, and the network says so` : `This is ${truth}; the network says ${said}`;
    const { classes, activation } = this.scene.output;
    bars.replaceChildren(answerBars(answersFor(outputs, index), classes, found.truth[index], activation !== "linear"));
  }
}
