// The charts and the strip of figures that every page with one experiment shows.

import { accuracyFigure } from "./charts/accuracy.js";
import { batchFigure } from "./charts/batch.js";
import { Chart } from "./charts/chart.js";
import { disagreementFigure } from "./charts/disagreement.js";
import { gapFigure } from "./charts/gap.js";
import { lossFigure } from "./charts/loss.js";
import { normsFigure } from "./charts/norms.js";
import { rateFigure } from "./charts/rate.js";
import { keepInAddress } from "./charts/view-address.js";
import { connectBar } from "./charts/view-bar.js";
import { view } from "./charts/view.js";
import { Diagnostics } from "./diagnostics.js";
import { emptyHistory, firstRun } from "./history.js";
import { LossLine } from "./loss-line.js";
import { LossSliceFold } from "./loss-slice/fold.js";
import { MicroscopeOpener } from "./microscope/opener.js";
import { variants } from "./schema.js";
import { SearchSection } from "./search/section.js";
import { spoken } from "./status.js";
import { showSummary } from "./summary.js";
import { WhyCard } from "./why-card.js";

const CLOSER = 150;

export class ExperimentViews {
  /**
   * `schema`: the schema of the spec, which names the losses; `onTry(setting, value)`: a suggestion was taken up;
   * `context`: what the parts about several runs may ask of the page, as `search/section.js` says.
   */
  constructor(schema, onTry, context) {
    this.why = new WhyCard(document.querySelector("[data-why]"), schema, onTry);
    this.losses = variants(schema, schema.properties.loss);
    const panel = (name) => document.querySelector(`[data-chart="${name}"]`);
    keepInAddress(view);
    connectBar(document.querySelector("[data-chart-bar]"), view);
    this.loss = new Chart(panel("loss"), lossFigure());
    const others = { accuracy: accuracyFigure, gap: gapFigure, norms: normsFigure, rate: rateFigure, batch: batchFigure };
    this.charts = [this.loss, ...Object.entries(others).map(([name, figure]) => new Chart(panel(name), figure))];
    this.pairs = new Chart(panel("disagreement"), disagreementFigure, { epochs: false });
    view.addEventListener("change", (event) => {
      if (event.detail.includes("range")) this.lookCloser();
      if (event.detail.includes("live") && view.live) this.live?.changed([]);
    });
    this.search = new SearchSection(document.querySelector("[data-search]"), { schema, ...context });
    this.diagnostics = new Diagnostics(document.querySelector("[data-diagnostics]"));
    this.slice = new LossSliceFold(document.querySelector("[data-loss-slice]"));
    this.strip = document.querySelector("[data-summary]");
    this.line = new LossLine(document.querySelector("[data-loss-line]"));
  }

  /** `settings`: the spec whose loss and epochs the axes name; `classes`: whether there are accuracies; `at`: the epoch gone back to. */
  show(live, settings, classes, at = null) {
    const watched = this.live === live;
    this.live = live;
    const history = live?.history ?? emptyHistory();
    if (this.kind !== settings.loss.kind) {
      this.kind = settings.loss.kind;
      this.loss.figure = lossFigure(this.losses.find(({ kind }) => kind === this.kind)?.title ?? this.kind);
    }
    document.querySelector('[data-chart="accuracy"]').hidden = !classes;
    document.querySelector("[data-charts]").classList.toggle("only-loss", !classes);
    const words = spoken(history);
    for (const chart of this.charts) chart.plot.setAttribute("aria-label", words);
    showSummary(this.strip, history, live?.status, { epochs: settings.stopping.epochs, classes, at });
    this.line.show(history);
    if (at !== this.at) this.setCursor(at);
    this.at = at;
    this.search.show({ live, history, spec: settings, classes, details: this.details, at });
    this.why.show(history);
    this.microscope?.show(live);
    this.slice.show({ live, spec: settings });
    const thinned = Boolean(firstRun(history)?.thinned);
    // The address may have zoomed before there was anything to look at.
    if (thinned && !this.thinned) this.lookCloser();
    this.thinned = thinned;
    // Who wants to look in peace lets the curves stand still; another experiment is shown all the same.
    if (watched && !view.live) return;
    for (const chart of [...this.charts, this.pairs]) chart.show(history);
    this.diagnostics.show(history, words);
  }

  /** What the API told of the experiment when the page was opened. */
  tell(details) {
    this.details = details;
  }

  /** The network on show, whose weights the histograms count. */
  watch(stage) {
    this.diagnostics.watch(stage);
    this.microscope = new MicroscopeOpener(document.querySelector("[data-microscope]"), stage);
    this.slice.watch(stage);
  }

  /** A long run came thinned; zooming in asks for what was left out there. */
  lookCloser() {
    clearTimeout(this.closer);
    if (view.range) this.closer = setTimeout(() => this.live?.look(...view.range).catch(() => {}), CLOSER);
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
