// A saved experiment in a frame of another page: its curves and its map, live and later, and nothing to press.

import * as api from "../api.js";
import { accuracyFigure } from "../charts/accuracy.js";
import { Chart } from "../charts/chart.js";
import { lossFigure } from "../charts/loss.js";
import { including } from "../datasets.js";
import { closedDesk } from "../desk.js";
import { ExperimentViews } from "../experiment-views.js";
import { oncePerFrame } from "../frames.js";
import { LiveExperiment } from "../live.js";
import { onMap } from "../network/maps.js";
import { Picture } from "../picture.js";
import { variants } from "../schema.js";
import { describe, spoken } from "../status.js";
import { inShort } from "../words.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);
const { experiment: id } = document.body.dataset;

class Embed {
  constructor({ schema, datasets }, details) {
    this.show = oncePerFrame(() => this.draw());
    this.details = details;
    const { spec } = details;
    this.entry = datasets.find((each) => each.name === spec.data.dataset);
    const loss = variants(schema, schema.properties.loss).find(({ kind }) => kind === spec.loss.kind);
    this.charts = [new Chart(find('[data-chart="loss"]'), lossFigure(loss?.title ?? spec.loss.kind)), new Chart(find('[data-chart="accuracy"]'), accuracyFigure)];
    this.live = new LiveExperiment(id, spec);
    this.live.status = details.status;
    this.picture = new Picture(find("[data-picture]"), closedDesk(this));
    find("[data-heading]").textContent = details.title || inShort(schema, spec, datasets);
    this.live.addEventListener("change", this.show);
    this.live.open(details.seq);
    this.show();
  }

  draw() {
    const { live, details } = this;
    const told = describe(live.status, live.history);
    find("[data-status-title]").textContent = told.title;
    find("[data-status-detail]").textContent = told.detail;
    find('[data-chart="accuracy"]').hidden = !(ExperimentViews.classes(live) ?? this.entry?.task !== "regression");
    for (const chart of this.charts) {
      chart.plot.setAttribute("aria-label", spoken(live.history));
      chart.show(live.history);
    }
    this.picture.show(details.spec, live);
    // Only data that have a map show one; the others are told by their curves.
    const { scene } = this.picture.stage;
    find("[data-picture]").hidden = Boolean(scene) && !onMap(scene);
  }
}

start(async () => {
  const [description, details] = await Promise.all([api.getSchema(), api.getExperiment(id)]);
  new Embed({ ...description, datasets: including(description.datasets, details.dataset) }, details);
});
