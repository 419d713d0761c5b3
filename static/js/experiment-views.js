// The charts and the strip of figures that every page with one experiment shows.

import { accuracyFigure } from "./charts/accuracy.js";
import { Chart } from "./charts/chart.js";
import { disagreementFigure } from "./charts/disagreement.js";
import { lossFigure } from "./charts/loss.js";
import { normsFigure } from "./charts/norms.js";
import { rateFigure } from "./charts/rate.js";
import { Diagnostics } from "./diagnostics.js";
import { emptyHistory, firstRun } from "./history.js";
import { RunsPanel } from "./runs-panel.js";
import { variants } from "./schema.js";
import { spoken } from "./status.js";
import { showSummary } from "./summary.js";
import { WhyCard } from "./why-card.js";

export class ExperimentViews {
  /** `schema`: the schema of the spec, which names the losses; `onTry(setting, value)`: a suggestion was taken up. */
  constructor(schema, onTry) {
    this.why = new WhyCard(document.querySelector("[data-why]"), schema, onTry);
    this.losses = variants(schema, schema.properties.loss);
    const panel = (name) => document.querySelector(`[data-chart="${name}"]`);
    this.loss = new Chart(panel("loss"), lossFigure());
    this.charts = [this.loss, new Chart(panel("accuracy"), accuracyFigure), new Chart(panel("norms"), normsFigure), new Chart(panel("rate"), rateFigure)];
    this.pairs = new Chart(panel("disagreement"), disagreementFigure);
    this.runs = new RunsPanel(document.querySelector("[data-runs-panel]"));
    this.diagnostics = new Diagnostics(document.querySelector("[data-diagnostics]"));
    this.strip = document.querySelector("[data-summary]");
  }

  /** `settings`: the spec whose loss and epochs the axes name; `classes`: whether there are accuracies. */
  show(live, settings, classes) {
    const history = live?.history ?? emptyHistory();
    if (this.kind !== settings.loss.kind) {
      this.kind = settings.loss.kind;
      this.loss.figure = lossFigure(this.losses.find(({ kind }) => kind === this.kind)?.title ?? this.kind);
    }
    document.querySelector('[data-chart="accuracy"]').hidden = !classes;
    document.querySelector("[data-charts]").classList.toggle("only-loss", !classes);
    const words = spoken(history);
    for (const chart of this.charts) chart.plot.setAttribute("aria-label", words);
    showSummary(this.strip, history, live?.status, { epochs: settings.stopping.epochs, classes });
    this.runs.show(history, classes, settings.vary);
    for (const chart of [...this.charts, this.pairs]) chart.show(history);
    this.diagnostics.show(history, words);
    this.why.show(history);
  }

  /** A line at this epoch on every chart, or none (null). */
  setCursor(epoch) {
    for (const chart of this.charts) chart.setCursor(epoch);
    this.diagnostics.setCursor(epoch);
  }

  /** Whether a run's own figures say that there are accuracies; null before it started. */
  static classes(live) {
    const run = live && firstRun(live.history);
    return run?.started ? run.started.train_accuracy !== null : null;
  }
}
