// One chart of a search: a chart whose marks stand for trials, can be pointed at, walked over by keys, and pressed.

import { make } from "../../elements.js";
import { Chart, theme } from "../chart.js";
import { MarksCanvas } from "./marks-canvas.js";
import { MarksKeys } from "./marks-keys.js";
import { tracesOf } from "./marks.js";

const NARROW = 420;

/** Tells every chart and table which trial is pointed at; null: none is. */
export function point(trial) {
  document.dispatchEvent(new CustomEvent("trialpointed", { detail: trial }));
}

export class SearchChart extends Chart {
  /** `figure(sight, colours)` is pure: {traces, layout, empty, marks}; `sight.narrow`: on a phone there is room for less. */
  constructor(panel, figure) {
    super(panel, (sight, colours) => figure({ ...sight, narrow: this.plot.clientWidth < NARROW }, colours), { epochs: false });
    this.canvas = new MarksCanvas(this.plot);
    this.tip = make("div", { class: "trial-tip", hidden: true, "aria-hidden": "true" });
    this.plot.after(this.tip);
    this.keys = new MarksKeys(this);
    this.plot.addEventListener("pointermove", ({ currentTarget, clientX, clientY }) => {
      const box = currentTarget.getBoundingClientRect();
      this.hover(clientX - box.left, clientY - box.top);
    });
    this.plot.addEventListener("pointerleave", () => this.leave());
    this.plot.addEventListener("click", ({ clientX, clientY }) => this.choose(clientX, clientY));
    document.addEventListener("trialpointed", ({ detail }) => this.lift(detail));
  }

  compose() {
    const drawn = super.compose();
    this.marks = this.drawnFigure.marks ?? [];
    return drawn;
  }

  /** After the library has drawn its axes. */
  follow() {
    super.follow();
    this.canvas.paint(this.marks, theme());
    this.keys.offer(this.marks.length > 0);
  }

  hover(x, y) {
    const trial = this.canvas.at(x, y);
    this.plot.classList.toggle("is-pointing", trial !== null);
    this.reach(trial, x, y);
  }

  /** Points at a trial, or at none (null), with its words beside this place. */
  reach(trial, x, y) {
    if (trial !== (this.over ?? null)) {
      this.over = trial;
      point(trial);
    }
    this.say(trial, x, y);
  }

  leave() {
    this.tip.hidden = true;
    if ((this.over ?? null) === null) return;
    this.over = null;
    point(null);
  }

  /** What was pressed becomes the network on show. */
  choose(clientX, clientY) {
    const box = this.plot.getBoundingClientRect();
    this.press(this.canvas.at(clientX - box.left, clientY - box.top));
  }

  press(number) {
    const trial = this.history?.trials.find((each) => each.number === number);
    if (trial?.best) document.dispatchEvent(new CustomEvent("showrun", { detail: trial.best.number }));
  }

  lift(trial) {
    this.canvas.pointed = trial;
    if (this.seen && this.plot.offsetParent && this.marks) this.canvas.point(trial);
  }

  say(number, x, y) {
    const [title, ...rest] = number === null ? [] : this.wordsOf(number);
    this.tip.hidden = !title;
    if (!title) return;
    this.tip.replaceChildren(make("strong", {}, title), ...rest.map((line) => make("span", {}, line)));
    const left = Math.min(x + 14, this.plot.clientWidth - this.tip.offsetWidth - 4);
    Object.assign(this.tip.style, { left: `${Math.max(4, left)}px`, top: `${Math.max(4, y > this.plot.clientHeight / 2 ? y - this.tip.offsetHeight - 12 : y + 14)}px` });
  }

  /** Lines of text about a trial; none of one that is unknown. */
  wordsOf(number) {
    const trial = this.history?.trials.find((each) => each.number === number);
    return trial ? this.history.words(trial) : [];
  }

  /** The marks are no part of the library's picture: it gets them as traces. */
  pictured() {
    const { data, layout } = this.plot;
    return { data: [...data, ...tracesOf(this.marks ?? [])], layout };
  }

  /** The trials themselves: what a spreadsheet wants of any of these charts. */
  table() {
    const { trials, axes } = this.history;
    const x = trials.map(({ number }) => number);
    const column = (name, y) => ({ name, x, y, measured: true });
    const traces = axes.map((axis) => column(axis.label, trials.map((trial) => (axis.categories ? axis.text(axis.at(trial)) : axis.at(trial)))));
    const figures = [["score", "score"], ["deviation", "deviation"], ["epochs", "epochs"]];
    return { traces: [...traces, ...figures.map(([name, key]) => column(name, trials.map((trial) => trial[key] ?? NaN)))], range: null, axis: "trial" };
  }
}
