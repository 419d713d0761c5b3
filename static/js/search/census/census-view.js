// A census of minima on show: how many first weights of one network end at which loss, and the maps of those of one bar.

import { make } from "../../elements.js";
import { networkSize } from "../../network/player.js";
import { SceneLoader } from "../../network/scene-loader.js";
import { Stage } from "../../network/stage.js";
import { count, figure, percent, whole } from "../../numbers.js";
import { retell } from "../../retold.js";
import { Crowd } from "../crowd.js";
import { MemberMaps } from "../ensemble/member-maps.js";
import { Networks } from "../networks.js";
import { MEASURES, censusInWords, histogramOf, solutionsOf } from "./solutions.js";

const PAUSE = 400;
const SHOWN = 24;

export class CensusView {
  constructor(element) {
    Object.assign(this, { element, measure: "train_loss", chosen: null, drawnAt: 0, shown: [] });
    this.stage = new Stage();
    this.loader = new SceneLoader(this.stage, () => {});
    this.crowd = new Crowd((answer) => this.showMaps(answer));
    this.stage.addEventListener("scene", () => {
      this.crowd.begin(this.stage.scene);
      this.compute();
    });
    this.networks = new Networks(() => this.compute());
    this.maps = new MemberMaps((run) => this.point(run));
    this.build();
    document.addEventListener("trialpointed", ({ detail }) => this.mark(detail));
    new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      if (this.sight) this.show(this.sight);
    }, { rootMargin: "200px" }).observe(element);
  }

  build() {
    this.words = make("p", { class: "small muted" });
    this.bars = make("div", { class: "census-bars", role: "group" });
    this.ends = make("div", { class: "census-ends small muted", "aria-hidden": "true" });
    this.select = make("select", { class: "select", "aria-label": "What is counted" }, ...Object.entries(MEASURES).map(([value, name]) => make("option", { value }, name)));
    this.of = make("h3", { "aria-live": "polite" });
    this.element.replaceChildren(
      make("header", { class: "together-head" }, make("h2", {}, "Census of minima"), make("label", { class: "census-choice small muted" }, "Counted: ", this.select)),
      make("div", { class: "census-body" },
        make("div", {}, make("p", { class: "census-lesson small" }, "One network, the same data in the same order: only the first weights differ."), this.bars, this.ends, this.words),
        make("div", {}, this.of, this.maps.element)));
    this.select.addEventListener("change", () => {
      Object.assign(this, { measure: this.select.value, chosen: null });
      this.draw();
    });
    this.bars.addEventListener("click", ({ target }) => {
      const bar = target.closest("[data-bar]");
      if (bar) this.choose(Number(bar.dataset.bar));
    });
    this.bars.addEventListener("keydown", (event) => this.walk(event));
  }

  /** `sight`: {live, spec, trials, classes …} of the page. */
  show(sight) {
    if (sight.live !== this.sight?.live) this.chosen = null;
    this.sight = sight;
    const { live, trials, classes } = sight;
    this.element.hidden = (live?.spec ?? sight.spec).vary?.kind !== "census" || !trials.length;
    clearTimeout(this.timer);
    if (this.element.hidden) return;
    this.select.querySelector('[value="validation_accuracy"]').hidden = !classes;
    if (!this.seen) return this.networks.want(live, this.shown, false, sight.at);
    this.loader.show(live.spec ?? sight.spec, live, 1);
    this.timer = setTimeout(() => this.draw(), Math.max(0, this.drawnAt + PAUSE - performance.now()));
  }

  draw() {
    this.drawnAt = performance.now();
    const { trials, at } = this.sight;
    const solutions = solutionsOf(trials, this.measure, at);
    const { bars } = histogramOf(solutions);
    // Who has chosen no bar sees the best; the bar of a value stays chosen while others move.
    const chosen = this.barOf(bars);
    const most = Math.max(1, ...bars.map((bar) => bar.solutions.length));
    this.bars.setAttribute("aria-label", `Networks by ${MEASURES[this.measure]}`);
    retell(this.bars, bars.map((bar, index) => this.barElement(bar, index, most, index === chosen)));
    const write = this.writer;
    retell(this.ends, bars.length ? [bars[0].low, bars[Math.floor(bars.length / 2)].low, bars.at(-1).high].map((value) => make("span", {}, write(value))) : []);
    const when = at === null ? "" : `After epoch ${whole(at)}: `;
    this.words.textContent = when + censusInWords(solutions, trials.reduce((sum, { runs }) => sum + runs.length, 0), this.measure);
    this.list(bars[chosen]);
  }

  get writer() {
    return this.measure.endsWith("accuracy") ? percent : figure;
  }

  barOf(bars) {
    const best = this.measure.endsWith("accuracy") ? bars.findLastIndex((bar) => bar.solutions.length) : bars.findIndex((bar) => bar.solutions.length);
    if (this.chosen === null) return best;
    const at = bars.findIndex(({ solutions }) => solutions.some(({ run }) => run === this.chosen));
    return at === -1 ? best : at;
  }

  barElement({ low, high, solutions }, index, most, chosen) {
    const words = `${count(solutions.length, "network")} from ${this.writer(low)} to ${this.writer(high)}`;
    const filled = make("span", { class: "census-fill" });
    filled.style.height = `calc(${solutions.length / most} * (100% - 18px))`;
    return make("button", {
      class: "census-bar", type: "button", "data-bar": index, "data-runs": solutions.map(({ run }) => run).join(" "), "data-trials": solutions.map(({ trial }) => trial).join(" "), title: words, "aria-label": words,
      "aria-pressed": String(chosen), disabled: !solutions.length, tabindex: chosen ? 0 : -1,
    }, make("span", { class: "census-count", "aria-hidden": "true" }, solutions.length ? whole(solutions.length) : ""), filled);
  }

  choose(index) {
    const bar = this.bars.querySelector(`[data-bar="${index}"]`);
    if (!bar || bar.disabled) return;
    this.chosen = Number(bar.dataset.runs.split(" ")[0]);
    this.draw();
    document.dispatchEvent(new CustomEvent("showrun", { detail: this.chosen }));
  }

  /** Arrows walk over the bars that hold something. */
  walk(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const filled = [...this.bars.querySelectorAll("[data-bar]:not(:disabled)")];
    const next = filled[filled.indexOf(event.target.closest("[data-bar]")) + step];
    if (!next) return;
    next.focus();
    this.choose(Number(next.dataset.bar));
  }

  /** The solutions of the chosen bar, as many as can be looked at. */
  list(bar) {
    this.solutions = bar?.solutions ?? [];
    this.shown = this.solutions.slice(0, SHOWN).map(({ run }) => run);
    const more = this.solutions.length - this.shown.length;
    this.of.textContent = bar ? `${count(this.solutions.length, "network")} from ${this.writer(bar.low)} to ${this.writer(bar.high)}${more > 0 ? `, the first ${SHOWN} of them` : ""}` : "";
    this.networks.want(this.sight.live, this.shown, this.seen, this.sight.at);
    this.compute();
  }

  compute() {
    const { scene } = this.stage;
    const frames = this.shown.map((run) => this.networks.known.get(run)).filter((frame) => frame && scene && frame.data.length === networkSize(scene));
    const key = frames.map(({ run, epoch }) => `${run}:${epoch}`).join();
    if (key === this.computed && scene === this.computedScene) return;
    Object.assign(this, { computed: key, computedScene: scene });
    this.crowd.ask(frames);
  }

  showMaps({ maps, scene, runs }) {
    const values = new Map(this.solutions.map(({ run, value }) => [run, value]));
    this.maps.show({ maps, scene, runs }, (run) => `run ${run}`, (run) => (values.has(run) ? this.writer(values.get(run)) : String(run)));
    this.element.dataset.drawn = runs.length;
  }

  point(run) {
    const found = this.solutions.find((solution) => solution.run === run);
    document.dispatchEvent(new CustomEvent("trialpointed", { detail: found?.trial ?? null }));
  }

  mark(trial) {
    for (const bar of this.bars.children) bar.classList.toggle("is-pointed", trial !== null && bar.dataset.trials.split(" ").includes(String(trial)));
  }
}
