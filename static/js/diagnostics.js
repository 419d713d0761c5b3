// The fold with the looks inside one network: its charts, the names of the layers once for all, and which run it is.

import { Chart, theme } from "./charts/chart.js";
import { DIAGNOSTICS, OCCASIONAL } from "./charts/diagnostics.js";
import { activationHistogram, weightHistogram } from "./charts/histograms.js";
import { layerColour, layerName } from "./charts/layers.js";
import { make } from "./elements.js";
import { firstRun, layerCount, nameOf } from "./history.js";

export class Diagnostics {
  constructor(fold) {
    this.fold = fold;
    this.legend = fold.querySelector("[data-layer-legend]");
    this.choice = fold.querySelector("[data-layer-run]");
    this.charts = Object.entries(DIAGNOSTICS).map(([name, figure]) => new Chart(fold.querySelector(`[data-chart="${name}"]`), figure));
    const again = () => this.history && this.show(this.history, this.words);
    fold.addEventListener("toggle", again);
    this.choice.addEventListener("change", again);
    document.addEventListener("theme-changed", again);
  }

  show(history, words) {
    [this.history, this.words] = [history, words];
    if (!this.fold.open) return;
    this.nameRuns();
    const one = only(history, Number(this.choice.value));
    const colours = theme();
    this.nameLayers(one, colours);
    for (const [index, name] of Object.keys(DIAGNOSTICS).entries()) {
      const chart = this.charts[index];
      if (OCCASIONAL.includes(name)) chart.panel.hidden = Boolean(DIAGNOSTICS[name](one, colours).empty);
      chart.plot.setAttribute("aria-label", words);
      chart.show(one);
    }
  }

  /** The histograms are of the network that the pictures show, also of an earlier epoch. */
  watch(stage) {
    const figures = { weighthistogram: weightHistogram, outputhistogram: activationHistogram };
    const charts = Object.entries(figures).map(([name, figure]) => new Chart(this.fold.querySelector(`[data-chart="${name}"]`), figure, { epochs: false }));
    const show = () => {
      if (this.fold.open) for (const chart of charts) chart.show(stage);
    };
    for (const news of ["scene", "frame"]) stage.addEventListener(news, show);
    this.fold.addEventListener("toggle", show);
    show();
  }

  setCursor(epoch) {
    for (const chart of this.charts) chart.setCursor(epoch);
  }

  nameRuns() {
    const runs = [...this.history.runs.values()].sort((one, other) => one.number - other.number);
    this.choice.parentElement.hidden = runs.length < 2;
    // The next experiment may have as many runs with other names.
    const names = JSON.stringify(runs.map((run) => [run.number, nameOf(run)]));
    if (names === this.named) return;
    this.named = names;
    const chosen = this.choice.value;
    this.choice.replaceChildren(...runs.map((run) => make("option", { value: run.number, selected: String(run.number) === chosen }, nameOf(run))));
  }

  nameLayers(history, colours) {
    const layers = layerCount(firstRun(history));
    this.legend.replaceChildren(...Array.from({ length: layers }, (_, number) => make("li", {},
      make("span", { class: "swatch", style: `background: ${layerColour(number, layers, colours)}` }), layerName(number, layers))));
    this.legend.hidden = layers === 0;
  }
}

/** The history of one of its runs. */
export function only(history, number) {
  const run = history.runs.get(number) ?? firstRun(history);
  return { ...history, runs: new Map(run ? [[run.number, run]] : []) };
}
