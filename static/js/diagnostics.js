// The fold with the looks inside the network: its charts, and the names of the layers once for all of them.

import { Chart, theme } from "./charts/chart.js";
import { DIAGNOSTICS, OCCASIONAL } from "./charts/diagnostics.js";
import { layerColour, layerName } from "./charts/layers.js";
import { make } from "./elements.js";
import { firstRun, layerCount } from "./history.js";

export class Diagnostics {
  constructor(fold) {
    this.fold = fold;
    this.legend = fold.querySelector("[data-layer-legend]");
    this.charts = Object.entries(DIAGNOSTICS).map(([name, figure]) => new Chart(fold.querySelector(`[data-chart="${name}"]`), figure));
    fold.addEventListener("toggle", () => this.history && this.show(this.history, this.words));
    document.addEventListener("theme-changed", () => this.nameLayers());
  }

  show(history, words) {
    [this.history, this.words] = [history, words];
    if (!this.fold.open) return;
    this.nameLayers();
    for (const [index, name] of Object.keys(DIAGNOSTICS).entries()) {
      const chart = this.charts[index];
      if (OCCASIONAL.includes(name)) chart.panel.hidden = Boolean(DIAGNOSTICS[name](history, this.colours).empty);
      chart.plot.setAttribute("aria-label", words);
      chart.show(history);
    }
  }

  nameLayers() {
    this.colours = theme();
    const layers = layerCount(this.history && firstRun(this.history));
    this.legend.replaceChildren(...Array.from({ length: layers }, (_, number) => make("li", {},
      make("span", { class: "swatch", style: `background: ${layerColour(number, layers, this.colours)}` }), layerName(number, layers))));
    this.legend.hidden = layers === 0;
  }
}
