// A curve from outside: live like all others, with what was told of its training, and nothing to press that is not ours.

import * as api from "../api.js";
import { accuracyFigure } from "../charts/accuracy.js";
import { Chart } from "../charts/chart.js";
import { gapFigure } from "../charts/gap.js";
import { lossFigure } from "../charts/loss.js";
import { rateFigure } from "../charts/rate.js";
import { keepInAddress } from "../charts/view-address.js";
import { connectBar } from "../charts/view-bar.js";
import { view } from "../charts/view.js";
import { EmbedDialog } from "../embed-dialog.js";
import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { firstRun, has } from "../history.js";
import { LiveExperiment } from "../live.js";
import { NotesPanel } from "../notes-panel.js";
import { copyLink } from "../notices.js";
import { MARK, postedLines } from "../posted-words.js";
import { remember } from "../recent.js";
import { authorInWords, Sharing } from "../sharing.js";
import { describe, spoken } from "../status.js";
import { showSummary } from "../summary.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);
const { experiment: id } = document.body.dataset;
const FIGURES = { loss: lossFigure("as it was told"), accuracy: accuracyFigure, gap: gapFigure, rate: rateFigure };

class PostedPage {
  constructor(details) {
    this.details = details;
    this.show = oncePerFrame(() => this.draw());
    this.charts = Object.entries(FIGURES).map(([name, figure]) => [find(`[data-chart="${name}"]`), figure]).filter(([panel]) => panel).map(([panel, figure]) => new Chart(panel, figure));
    this.live = new LiveExperiment(id);
    this.live.status = details.status;
    if (!document.body.classList.contains("embed")) this.furnish();
    this.showName();
    this.live.addEventListener("change", this.show);
    this.live.open(details.seq);
    this.show();
  }

  /** What the page has and a frame has not. */
  furnish() {
    const { details } = this;
    keepInAddress(view);
    connectBar(find("[data-chart-bar]"), view);
    view.addEventListener("change", () => this.live.changed([]));
    const lines = postedLines(details.spec.posted);
    find("[data-told]").replaceChildren(...lines.flatMap(({ label, text }) => [make("dt", {}, label), make("dd", {}, text)]));
    find("[data-told]").hidden = !lines.length;
    find("[data-nothing-told]").hidden = lines.length > 0;
    find("[data-created]").textContent = new Date(details.created).toLocaleString("en", { dateStyle: "long", timeStyle: "short" });
    find("[data-owner]").hidden = !details.mine;
    find("[data-author]").textContent = authorInWords(details);
    this.notes = new NotesPanel(find("[data-notes-panel]"), details, () => this.showName());
    this.sharing = new Sharing(find("[data-sharing]"), details);
    this.embed = new EmbedDialog(find("[data-embed-dialog]"), id, () => find("[data-heading]").textContent);
    find("[data-copy]").addEventListener("click", () => copyLink(`/e/${id}`));
    find("[data-embed]").addEventListener("click", () => this.embed.open());
  }

  showName() {
    find("[data-heading]").textContent = this.details.title || MARK;
    const description = find("[data-description]");
    if (!description) return;
    description.textContent = this.details.description;
    description.hidden = !this.details.description;
    remember(id, find("[data-heading]").textContent);
  }

  draw() {
    const { history, status } = this.live;
    const told = describe(status, history);
    const run = firstRun(history);
    const classes = has(run, "train_accuracy") || has(run, "validation_accuracy");
    find("[data-status-title]").textContent = told.title;
    find("[data-status-detail]").textContent = told.detail;
    find("[data-status]")?.setAttribute("data-tone", told.tone);
    find('[data-chart="accuracy"]').hidden = !classes;
    find("[data-charts]").classList.toggle("only-loss", !classes);
    if (find("[data-summary]")) showSummary(find("[data-summary]"), history, status, { classes });
    for (const chart of this.charts) {
      chart.plot.setAttribute("aria-label", spoken(history));
      chart.show(history);
    }
  }
}

start(async () => new PostedPage(await api.getExperiment(id)));
