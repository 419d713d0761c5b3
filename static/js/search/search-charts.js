// The charts of a search by their usual names, side by side. Each is drawn only where it is seen.

import { axesOf, settingsOf } from "../charts/search/axes.js";
import { contourFigure } from "../charts/search/contour.js";
import { edfFigure } from "../charts/search/edf.js";
import { importanceFigure } from "../charts/search/importance.js";
import { intermediateValues } from "../charts/search/intermediate-values.js";
import { optimizationHistory } from "../charts/search/optimization-history.js";
import { parallelCoordinate } from "../charts/search/parallel-coordinate.js";
import { scatterFigure } from "../charts/search/scatter.js";
import { SearchChart } from "../charts/search/search-chart.js";
import { lost } from "../charts/search/shading.js";
import { sliceFigure } from "../charts/search/slice.js";
import { endOf, timelineFigure } from "../charts/search/timeline.js";
import { make } from "../elements.js";
import { count, figure, percent } from "../numbers.js";
import { Asked } from "./asked.js";
import { leadingRun } from "./leading.js";
import { accurate, titleOf } from "./objective.js";
import { savedInWords } from "./saved.js";

const FIGURES = {
  "optimization-history": optimizationHistory, "trials-plane": scatterFigure, "parallel-coordinate": parallelCoordinate,
  "intermediate-values": intermediateValues, slice: sliceFigure, contour: contourFigure, importance: importanceFigure, edf: edfFigure, timeline: timelineFigure,
};
const LEAST_TRIALS = 3;
const KEYS = "Arrow keys go from trial to trial, Enter shows the network.";

export class SearchCharts {
  constructor(element) {
    this.element = element;
    this.charts = Object.entries(FIGURES).map(([name, drawn]) => new SearchChart(element.querySelector(`[data-chart="${name}"]`), drawn));
    /** What each says while there is nothing to draw. */
    this.nothing = new Map(this.charts.map((chart) => [chart, chart.empty.textContent]));
    this.asked = new Asked(element, () => this.redraw());
    this.selects = [...element.querySelectorAll("[data-axis]")];
    this.selects.forEach((select, place) => select.addEventListener("change", () => this.choose(place, select.value)));
  }

  show(sight) {
    const { trials, objective, spec, live, history } = sight;
    this.measure(live, trials, spec.vary);
    const ensemble = Boolean(history.ensemble);
    this.element.hidden = ensemble || this.axes.length === 0 || trials.length < LEAST_TRIALS;
    if (this.element.hidden) return;
    this.offer();
    this.logarithmic(objective);
    this.sight = { ...sight, axes: this.axes, rungs: history.rungs ?? [], words: (trial) => this.words(trial, objective) };
    this.short = [inShort(trials, objective), savedInWords(trials, spec.stopping.epochs)].filter(Boolean).join(" ");
    this.element.querySelector("[data-search-words]").textContent = this.short;
    this.asked.about(live?.id ?? null, trials);
    this.redraw();
  }

  redraw() {
    const shown = { ...this.sight, pair: this.pair, ...this.asked.answers };
    for (const chart of this.charts) {
      chart.empty.textContent = this.asked.sentences[chart.name] ?? this.nothing.get(chart);
      const label = chart.plot.tabIndex === 0 ? `${this.short} ${KEYS}` : this.short;
      if (chart.plot.getAttribute("aria-label") !== label) chart.plot.setAttribute("aria-label", label);
      chart.show(shown);
    }
  }

  /** The axes change when trials join, not with every epoch. */
  measure(live, trials, vary) {
    if (this.measured?.live === live && this.measured.count === trials.length) return;
    this.measured = { live, count: trials.length };
    this.axes = axesOf(trials, vary);
  }

  /** The two settings of the plane: those that the search names first, until others are chosen. */
  offer() {
    const paths = this.axes.map(({ path }) => path);
    this.chosen = [0, 1].map((place) => (paths.includes(this.chosen?.[place]) ? this.chosen[place] : paths[place]));
    this.pair = this.chosen.map((path) => this.axes.find((axis) => axis.path === path)).filter(Boolean);
    this.element.querySelector("[data-pair]").hidden = paths.length < 3;
    for (const name of ["trials-plane", "contour"]) this.element.querySelector(`[data-chart="${name}"]`).hidden = paths.length < 2;
    const options = paths.join();
    this.selects.forEach((select, place) => {
      if (this.options !== options) select.replaceChildren(...this.axes.map(({ path, label }) => make("option", { value: path }, label)));
      select.value = this.chosen[place];
    });
    this.options = options;
  }

  choose(place, path) {
    // A setting against itself says nothing: the other one changes places.
    if (this.chosen[1 - place] === path) this.chosen[1 - place] = this.chosen[place];
    this.chosen[place] = path;
    this.offer();
    this.redraw();
  }

  /** Losses are compared by their powers, shares are not. */
  logarithmic(objective) {
    if (this.objective === objective) return;
    this.objective = objective;
    for (const chart of this.charts) {
      if (!chart.switch) continue;
      chart.logByDefault = !accurate(objective);
      chart.switch.checked = chart.logarithmic;
    }
  }

  /** What is said of the trial that is pointed at: lines of text. */
  words(trial, objective) {
    const write = accurate(objective) ? percent : figure;
    const spread = trial.deviation === null ? "" : ` ± ${write(trial.deviation)} over ${count(trial.runs.length, "seed")}`;
    const end = { diverged: "diverged", halved: "given up at a rung", running: "in training", failed: "failed", complete: "" }[endOf(trial)];
    const score = trial.score === null ? "" : `${titleOf(objective).toLowerCase()} ${write(trial.score)}${spread}`;
    return [`Trial ${trial.number}${trial.group ? ` · ${trial.group}` : ""}`, settingsOf(trial, this.axes), [score, end].filter(Boolean).join(" · ")].filter(Boolean);
  }
}

/** "64 trials, 2 diverged. Best: trial 7, validation loss 0.12." */
export function inShort(trials, objective) {
  const leading = leadingRun(trials.flatMap(({ runs }) => runs), objective);
  const best = trials.find(({ runs }) => runs.includes(leading));
  const gone = trials.filter(lost);
  const failed = gone.filter(({ state }) => state === "failed").length;
  const words = `${[count(trials.length, "trial"), gone.length > failed ? `${gone.length - failed} diverged` : "", failed ? `${failed} failed` : ""].filter(Boolean).join(", ")}.`;
  if (!best || best.score === null) return words;
  return `${words} Best: trial ${best.number}, ${titleOf(objective).toLowerCase()} ${(accurate(objective) ? percent : figure)(best.score)}.`;
}
