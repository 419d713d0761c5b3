// Several runs side by side: the table of trials, and what can be done with one of them.

import { count } from "./numbers.js";
import { judged } from "./search/judging.js";
import { listenForPins, pinsOf, togglePin } from "./search/pins.js";
import { savedInWords } from "./search/saved.js";
import { TrialBar } from "./search/trial-bar.js";
import { columnsOf } from "./search/trial-columns.js";
import { TrialTable } from "./search/trial-table.js";
import { varyInWords } from "./vary-notice.js";

/** Milliseconds between two drawings, and how many times longer than a drawing took they are apart at least. */
const PAUSE = 300;
const REST = 10;

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
    Object.assign(this, { sight, shown: sight.shown });
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
    find("words").textContent = [varyInWords(spec.vary), savedInWords(trials, spec.stopping.epochs)].filter(Boolean).join(" ");
    this.panel.classList.toggle("has-pairs", Boolean(history.ensemble?.pairs?.length));
  }
}

/** The number of the trial that leads, or null. */
function leaderOf(trials, objective) {
  const known = trials.filter(({ score }) => score !== null);
  return judged(trials, objective)?.leader.number ?? known[0]?.number ?? null;
}
