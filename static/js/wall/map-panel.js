// The panel with the map of the class: one data set at a time, the one that most are at until another is chosen.

import { Chart } from "../charts/chart.js";
import { classMap, datasetsOn } from "../charts/class-map.js";
import { make } from "../elements.js";
import { count } from "../numbers.js";
import { retell } from "../retold.js";
import { choose, chosen } from "./choices.js";

export class MapPanel {
  constructor(panel, changed) {
    Object.assign(this, { panel, chosen: chosen("map") });
    this.select = document.querySelector("[data-map-dataset]");
    this.chart = new Chart(panel, classMap, { epochs: false });
    this.select.addEventListener("change", () => {
      this.chosen = this.select.value;
      choose("map", this.chosen, null);
      changed();
    });
  }

  show(rows, mine, titles) {
    const known = datasetsOn(rows);
    const names = known.map(([name]) => name);
    const dataset = names.includes(this.chosen) ? this.chosen : names[0];
    retell(this.select, known.map(([name]) => make("option", { value: name, "data-key": name }, titles.get(name) ?? name)));
    this.select.value = dataset ?? "";
    this.select.closest("label").hidden = names.length < 2;
    const shown = known.find(([name]) => name === dataset)?.[1] ?? 0;
    // Most frames bring epochs, which nothing on the map depends on.
    const told = JSON.stringify([dataset, mine.key, rows.filter((row) => row.dataset === dataset).map(placeOf)]);
    if (told === this.told) return;
    this.told = told;
    this.chart.plot.setAttribute("aria-label", `Learning rate and momentum of ${count(shown, "experiment")}, coloured by validation. The cards have the same in words.`);
    this.chart.show({ rows, mine, dataset });
  }
}

const placeOf = ({ key, name, state, help, rate, momentum, accuracy, loss }) => [key, name, state, help, rate, momentum, accuracy, loss];
