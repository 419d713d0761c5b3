// The verdict over several lanes: who leads, by how much, and whether that is more than seeds alone make.

import * as api from "../api.js";
import { make } from "../elements.js";
import { clearProblems, showProblems } from "../notices.js";
import { forestOf } from "./forest.js";
import { judged } from "./judging.js";
import { isLost } from "./objective.js";
import { sharePointing } from "./pointing.js";
import { repetitionOf } from "./repeat.js";
import { swatch } from "./trial-row.js";
import { epochsOf } from "./trials.js";
import { difference, verdictInWords } from "./verdict-words.js";

const PAUSE = 500;
/** Experiments whose runs are one and the same network are not compared; the two sides of a comparison are, elsewhere. */
const NO_RACE = new Set(["seeds", "initializations", "census", "grid_against_random"]);
const MARKS = { clear: "✓", noise: "≈", unknown: "?", early: "…" };

export class Verdict {
  constructor(element, context) {
    Object.assign(this, { element, context, drawnAt: 0, told: null });
    this.title = make("h2", { id: "verdict-title" });
    this.mark = make("span", { class: "verdict-mark", "aria-hidden": "true" });
    this.detail = make("p", { class: "verdict-detail" });
    this.forest = make("div", { class: "forest", role: "list", "aria-label": "The lead over each other lane, with its 95 % interval" });
    this.again = make("button", { class: "button small", type: "button", "data-repeat": true, onclick: () => this.repeat() });
    this.panel = make("section", { class: "panel verdict", hidden: true, "data-verdict-panel": true, "aria-labelledby": "verdict-title" },
      make("header", { class: "verdict-head" }, this.mark, this.title), this.detail, this.forest, this.again);
    element.replaceChildren(this.panel);
    sharePointing(this.forest);
  }

  show(sight) {
    this.sight = sight;
    clearTimeout(this.timer);
    const wait = this.drawnAt + PAUSE - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.draw(), wait);
    else this.draw();
  }

  draw() {
    this.drawnAt = performance.now();
    const { trials, history, spec, objective, live } = this.sight;
    this.panel.hidden = !live || trials.length < 2 || Boolean(history.ensemble) || NO_RACE.has(spec.vary?.kind) || trials.some(({ group }) => group);
    if (this.panel.hidden) return;
    const over = trials.every(({ state }) => state === "finished" || state === "failed") && !live.active;
    const judgement = judged(trials, objective);
    const gone = trials.filter(({ runs }) => runs.every(isLost));
    const left = trials.filter((trial) => !gone.includes(trial)).map(({ name }) => name);
    const words = verdictInWords(judgement, objective, { over, trials: trials.length, gone, left, epochs: going(trials) });
    this.panel.dataset.tone = words.tone;
    this.panel.toggleAttribute("data-over", over);
    this.mark.textContent = MARKS[words.tone];
    this.title.textContent = words.title;
    this.detail.textContent = words.detail;
    this.offer = words.advice === "repeat" && judgement ? repetitionOf(judgement, objective) : null;
    this.again.hidden = !this.offer;
    if (this.offer) this.again.textContent = this.offer.words;
    this.drawForest(judgement, objective);
  }

  drawForest(judgement, objective) {
    const forest = forestOf(judgement);
    this.forest.hidden = !forest;
    this.forest.replaceChildren(...(forest ? [...forest.rows.map((row) => rowOf(row, forest, objective)), scaleOf(forest, judgement)] : []));
  }

  /** Trains the best of them again, with more seeds, as an experiment of its own. */
  async repeat() {
    clearProblems();
    this.again.disabled = true;
    try {
      const made = await api.fork(this.sight.live.id, { vary: this.offer.vary });
      this.context.open(`/?e=${made.id}`);
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.problems);
    } finally {
      this.again.disabled = false;
    }
  }
}

/** The epochs that lanes have come to, without those that came to nothing: of several seeds the newest. */
function going(trials) {
  return trials.map(({ runs }) => runs.filter((run) => !isLost(run)).map(epochsOf)).filter((epochs) => epochs.length).map((epochs) => Math.max(...epochs));
}

function rowOf({ trial, apart, lead, from, to, at, beyond }, { zero }, objective) {
  const place = (element, left, width) => {
    element.style.left = `${100 * left}%`;
    if (width !== undefined) element.style.width = `${100 * width}%`;
    return element;
  };
  const words = `ahead of ${trial.name} by ${difference(lead.mean, objective)}, 95 % interval ${difference(lead.low, objective)} to ${difference(lead.high, objective)}: ${apart ? "clear" : "within seed noise"}`;
  return make("div", { class: apart ? "forest-row is-apart" : "forest-row", role: "listitem", "data-trial": trial.number, "aria-label": words, title: words },
    make("span", { class: "forest-name", "aria-hidden": "true" }, swatch(trial.number), trial.name),
    make("span", { class: "forest-track", "aria-hidden": "true" }, place(make("span", { class: "forest-zero" }), zero),
      place(make("span", { class: "forest-span" }), from, to - from), place(make("span", { class: beyond ? "forest-mean is-beyond" : "forest-mean" }, beyond ? "→" : ""), at)),
    make("span", { class: "forest-said", "aria-hidden": "true" }, apart ? "clear" : "noise"));
}

function scaleOf({ zero }, { leader }) {
  const label = make("span", { class: "forest-label" }, "no difference");
  label.style.left = `${100 * zero}%`;
  return make("div", { class: "forest-row forest-scale", "aria-hidden": "true" }, make("span", {}), make("span", { class: "forest-track" }, label), make("span", { class: "forest-said", title: `${leader.name} better →` }, "better →"));
}
