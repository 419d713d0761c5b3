// Several runs side by side: what their average gains, the table of trials, and what can be done with one of them.

import { make } from "./elements.js";
import { last } from "./history.js";
import { count, figure, percent } from "./numbers.js";
import { judged } from "./search/judging.js";
import { listenForPins, pinsOf, togglePin } from "./search/pins.js";
import { TrialBar } from "./search/trial-bar.js";
import { columnsOf } from "./search/trial-columns.js";
import { TrialTable } from "./search/trial-table.js";
import { varyInWords } from "./vary-notice.js";

/** Milliseconds between two drawings, and how many times longer than a drawing took they are apart at least. */
const PAUSE = 300;
const REST = 10;

/** [{title, value, note}]: what an ensemble's newest figures say about averaging. Pure. */
export function gains(ensemble, classes) {
  if (!ensemble) return [];
  const split = last(ensemble, "validation_loss") === null ? "train" : "validation";
  const metric = classes ? "accuracy" : "loss";
  const write = classes ? percent : figure;
  const own = last(ensemble, `${split}_${metric}`);
  const mean = last(ensemble, `mean_${split}_${metric}`);
  const found = [{ title: `Average, ${split === "train" ? "training" : split} ${metric}`, value: write(own), note: `a member alone: ${write(mean)}` }];
  if (last(ensemble, "out_of_bag_loss") !== null) {
    const note = classes ? `loss ${figure(last(ensemble, "out_of_bag_loss"))}` : "by members that did not train on it";
    found.push({ title: `Out-of-bag ${metric}`, value: write(last(ensemble, `out_of_bag_${metric}`)), note });
  }
  if (classes) found.push({ title: "Disagreement", value: percent(last(ensemble, "disagreement")), note: "of samples, mean of all pairs" });
  const ambiguity = last(ensemble, `${split}_ambiguity`);
  if (ambiguity !== null) {
    const sum = `${figure(last(ensemble, `mean_${split}_loss`))} − ${figure(ambiguity)} = ${figure(last(ensemble, `${split}_loss`))}`;
    found.push({ title: "Ambiguity", value: figure(ambiguity), note: `loss: ${sum}` });
  }
  return found;
}

/** The average of an ensemble as a row of its own. */
export function averageOf(ensemble) {
  if (!ensemble) return null;
  const epochs = ensemble.columns.epoch.at(-1) ?? 0;
  return { number: 0, name: "ensemble", group: "", settings: {}, runs: [ensemble], state: "", score: null, deviation: null, best: ensemble, epochs };
}

export class RunsPanel {
  constructor(panel, context) {
    Object.assign(this, { panel, drawnAt: 0, took: 0, shown: 1, seen: true });
    this.table = new TrialTable(panel, { pin: (number) => togglePin(this.sight?.live?.id, number) });
    this.bar = new TrialBar(panel.querySelector("[data-trial-bar]"), context);
    panel.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-show-run]");
      if (button) document.dispatchEvent(new CustomEvent("showrun", { detail: Number(button.dataset.showRun) }));
    });
    document.addEventListener("runshown", ({ detail }) => this.mark(detail));
    listenForPins(() => this.sight && this.draw());
    new IntersectionObserver((news) => {
      this.seen = news.at(-1).isIntersecting;
      if (this.seen && this.missed) this.draw();
    }, { rootMargin: "300px" }).observe(panel);
  }

  /** Whose network the picture shows. */
  mark(run) {
    this.shown = run;
    if (this.sight && !this.panel.hidden) this.draw();
  }

  /** Draws at most a few times a second: nobody reads a table faster. */
  show(sight) {
    this.sight = sight;
    this.panel.hidden = sight.trials.length < 2 && sight.history.runs.size < 2;
    clearTimeout(this.timer);
    if (this.panel.hidden) return;
    const wait = this.drawnAt + Math.max(PAUSE, REST * this.took) - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.draw(), wait);
    else this.draw();
  }

  draw() {
    const { history, trials, classes, spec, objective, live } = this.sight;
    const over = trials.every(({ state }) => state === "finished" || state === "failed");
    // While it moves it is drawn for who looks; how it begins and ends takes its place in the page all the same.
    this.missed = document.hidden || (!this.seen && this.drawnAt > 0 && !over);
    if (this.missed) return;
    const begun = performance.now();
    this.heading();
    const average = averageOf(history.ensemble);
    const leader = average ? 0 : leaderOf(trials, objective);
    const praise = average ? "" : over ? " best" : " best so far";
    const columns = columnsOf(average ? [average, ...trials] : trials, { spec, classes, objective });
    this.table.show(trials, columns, { leader, praise, average, pinned: pinsOf(live?.id), shown: this.shown, listed: spec.vary?.kind === "list" });
    this.bar.show(this.sight, this.shown, leader);
    this.drawnAt = performance.now();
    this.took = this.drawnAt - begun;
  }

  heading() {
    const { history, trials, classes, spec } = this.sight;
    const find = (name) => this.panel.querySelector(`[data-runs="${name}"]`);
    const seeds = Math.max(...trials.map(({ runs }) => runs.length));
    const lanes = seeds > 1 ? `${count(trials.length, "trial")} × ${count(seeds, "seed")}` : count(trials.length, "run");
    find("title").textContent = history.ensemble ? `Ensemble of ${count(history.runs.size, "member")}` : lanes;
    find("words").textContent = varyInWords(spec.vary);
    this.panel.classList.toggle("has-pairs", Boolean(history.ensemble?.pairs?.length));
    find("gains").replaceChildren(...gains(history.ensemble, classes).map(({ title, value, note }) =>
      make("div", {}, make("dt", {}, title), make("dd", { class: "figure-value" }, value), make("dd", { class: "figure-note" }, note))));
    find("gains").hidden = !history.ensemble;
  }
}

/** The number of the trial that leads, or null. */
function leaderOf(trials, objective) {
  const known = trials.filter(({ score }) => score !== null);
  return judged(trials, objective)?.leader.number ?? known[0]?.number ?? null;
}
