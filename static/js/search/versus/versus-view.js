// Grid against random on show: both searches as points with their shadows, the race over epochs spent, and who wins how often.

import { Chart } from "../../charts/chart.js";
import { make } from "../../elements.js";
import { count, percent } from "../../numbers.js";
import { retell } from "../../retold.js";
import { labelOf, titleOf } from "../objective.js";
import { bestSoFarFigure } from "./best-so-far.js";
import { SIDES, distinct, found, pairsOf, wins } from "./pairs.js";
import { scaleOf } from "./places.js";
import { scatterOf } from "./scatter.js";
import { repeatInWords, verdictOf, writer } from "./words.js";

const PAUSE = 400;
const TITLES = { grid: "Grid", random: "Random" };
const SIGNS = { grid: "G", random: "R", tie: "=" };

export class VersusView {
  constructor(element) {
    Object.assign(this, { element, repeat: null, drawnAt: 0, axes: null });
    this.chart = new Chart(element.querySelector("[data-chart]"), bestSoFarFigure, { epochs: false });
    this.build();
    new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      if (this.seen && this.sight) this.show(this.sight);
    }, { rootMargin: "200px" }).observe(element);
  }

  build() {
    this.verdict = make("p", { class: "versus-verdict", "aria-live": "polite" });
    this.sides = Object.fromEntries(SIDES.map((side) => [side, { title: make("h3"), picture: make("div", { class: "versus-picture" }), values: make("p", { class: "small muted" }) }]));
    this.repeats = make("div", { class: "versus-repeats", role: "group", "aria-label": "Repeats" });
    this.choices = make("div", { class: "versus-axes", hidden: true });
    this.table = make("table", { class: "versus-table" });
    this.element.querySelector("[data-versus-head]").replaceChildren(
      make("h2", {}, "Grid against random, at equal budget"), this.verdict, this.choices,
      make("div", { class: "versus-sides" }, ...SIDES.map((side) => make("figure", { class: `versus-side is-${side}` }, ...Object.values(this.sides[side])))), this.repeats);
    this.element.querySelector("[data-versus-table]").replaceChildren(this.table);
    this.listen();
  }

  listen() {
    const trialOf = ({ target }) => Number(target.closest?.("[data-trial]")?.dataset.trial) || null;
    const point = (detail) => document.dispatchEvent(new CustomEvent("trialpointed", { detail }));
    for (const name of ["pointerover", "focusin"]) this.element.addEventListener(name, (event) => trialOf(event) && point(trialOf(event)));
    for (const name of ["pointerout", "focusout"]) this.element.addEventListener(name, (event) => trialOf(event) && point(null));
    this.element.addEventListener("click", (event) => trialOf(event) && this.open(trialOf(event)));
    this.element.addEventListener("keydown", (event) => {
      if (!trialOf(event) || ![" ", "Enter"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      this.open(trialOf(event));
    });
    this.repeats.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-repeat]");
      if (button) this.choose(Number(button.dataset.repeat));
    });
    this.choices.addEventListener("change", () => {
      this.axes = [...this.choices.querySelectorAll("select")].map(({ value }) => value);
      this.draw();
    });
    document.addEventListener("trialpointed", ({ detail }) => this.mark(detail));
  }

  open(number) {
    const trial = this.sight.trials.find((each) => each.number === number);
    if (trial) document.dispatchEvent(new CustomEvent("showrun", { detail: trial.best.number }));
  }

  mark(number) {
    for (const each of this.element.querySelectorAll("[data-trial], [data-shadow]")) {
      each.classList.toggle("is-pointed", number !== null && Number(each.dataset.trial ?? each.dataset.shadow) === number);
    }
  }

  choose(repeat) {
    this.repeat = repeat;
    this.draw();
  }

  /** `sight`: {live, spec, trials, objective …} of the page. */
  show(sight) {
    if (sight.live !== this.sight?.live) Object.assign(this, { repeat: null, axes: null, stamp: null });
    this.sight = sight;
    this.vary = (sight.live?.spec ?? sight.spec).vary;
    this.element.hidden = this.vary?.kind !== "grid_against_random" || !sight.trials.length;
    clearTimeout(this.timer);
    if (this.element.hidden || !this.seen) return;
    this.timer = setTimeout(() => this.draw(), Math.max(0, this.drawnAt + PAUSE - performance.now()));
  }

  draw() {
    this.drawnAt = performance.now();
    const { trials, objective } = this.sight;
    const pairs = pairsOf(trials, this.vary, objective);
    const shown = pairs.find(({ repeat }) => repeat === (this.repeat ?? 0)) ?? pairs[0];
    if (!shown) return;
    const verdict = verdictOf(pairs, objective);
    if (verdict !== this.verdict.textContent) this.verdict.textContent = verdict;
    this.offerAxes();
    for (const side of SIDES) this.drawSide(side, shown, objective);
    this.drawRepeats(pairs, shown, objective);
    retell(this.table, tableOf(pairs, shown, this.scales(), objective));
    const ended = pairs.reduce((sum, pair) => sum + SIDES.reduce((all, side) => all + pair[side].filter(({ state }) => state !== "running").length, 0), 0);
    // Orders are drawn anew only when another trial has ended.
    if (ended !== this.stamp) this.chart.show({ pairs, objective, title: titleOf(objective) });
    this.stamp = ended;
  }

  scales() {
    const all = Object.entries(this.vary.axes);
    const names = this.axes ?? all.slice(0, 2).map(([path]) => path);
    return names.map((path) => scaleOf(path, this.vary.axes[path]));
  }

  /** With more than two settings somebody has to choose which two are seen. */
  offerAxes() {
    const paths = Object.keys(this.vary.axes);
    this.choices.hidden = paths.length < 3;
    if (this.choices.hidden || this.choices.dataset.paths === paths.join()) return;
    this.choices.dataset.paths = paths.join();
    const select = (name, chosen) => make("label", {}, make("span", { class: "muted small" }, name), make("select", { class: "select" }, ...paths.map((path) => make("option", { value: path, selected: path === chosen }, labelOf(path)))));
    this.choices.replaceChildren(select("Across ", paths[0]), select("Up ", paths[1]));
  }

  drawSide(side, shown, objective) {
    const { title, picture, values } = this.sides[side];
    const scales = this.scales();
    title.textContent = `${TITLES[side]}: ${count(shown[side].length, "trial")}`;
    retell(picture, [scatterOf(shown[side], scales, { kind: side, best: shown.best[side], write: writer(objective) })]);
    values.textContent = `Its shadows: ${scales.map(({ path }) => `${count(distinct(shown[side], path), "value")} of ${labelOf(path)}`).join(", ")}.`;
  }

  drawRepeats(pairs, shown, objective) {
    this.repeats.hidden = pairs.length < 2;
    retell(this.repeats, pairs.map((pair) => make("button", {
      class: `versus-repeat is-${pair.winner ?? "open"}`, type: "button", "data-repeat": pair.repeat, "data-key": pair.repeat,
      "aria-pressed": String(pair === shown), "aria-label": repeatInWords(pair, objective), title: repeatInWords(pair, objective),
    }, SIGNS[pair.winner] ?? "…")));
  }
}

function tableOf(pairs, shown, scales, objective) {
  const write = writer(objective);
  const counted = wins(pairs);
  const many = counted.pairs > 1;
  const columns = [...scales.map(({ path }) => `Values of ${labelOf(path)}`), many ? `Best, repeat ${shown.repeat + 1}` : `Best ${titleOf(objective).toLowerCase()}`, ...(many ? ["Median best", "Mean best", "Worst best", "Won"] : [])];
  const row = (side) => {
    const all = found(pairs, side, objective);
    const figures = all && many ? [write(all.median), write(all.mean), write(all.worst), `${counted[side]} of ${counted.pairs} (${percent(counted[side] / counted.pairs)})`] : [];
    return make("tr", {}, make("th", { scope: "row" }, TITLES[side]), ...scales.map(({ path }) => cell(String(distinct(shown[side], path)))), cell(shown.best[side] ? write(shown.best[side].score) : "–"), ...figures.map(cell));
  };
  return [
    make("caption", { class: "visually-hidden" }, "Grid and random search compared"),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Search"), ...columns.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...SIDES.map(row)),
  ];
}

const cell = (text) => make("td", {}, text);
