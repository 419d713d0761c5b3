// Experiments side by side: their curves over each other, their figures in rows, and the settings in which they differ.

import * as api from "../api.js";
import { accuracyFigure } from "../charts/accuracy.js";
import { Chart } from "../charts/chart.js";
import { literal } from "../charts/composed.js";
import { lossFigure } from "../charts/loss.js";
import { connectBar } from "../charts/view-bar.js";
import { view } from "../charts/view.js";
import { curveAt } from "../compare/pointing.js";
import { figuresOf, idIn, idsIn, labelOf, MOST, settingRows, together, withMark } from "../compare/gathered.js";
import { showFigures, showSettingRows } from "../compare/tables.js";
import { including } from "../datasets.js";
import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { LiveExperiment } from "../live.js";
import { clearProblems, copyLink, showProblems } from "../notices.js";
import { recent, remember } from "../recent.js";
import { variants } from "../schema.js";
import { describe } from "../status.js";
import { inShort } from "../words.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);

class Comparison {
  constructor(description) {
    this.description = description;
    this.experiments = [];
    // Those that are here or on their way: a second click comes before the first one is answered.
    this.asked = new Set();
    this.marked = null;
    this.made = 0;
    this.show = oncePerFrame(() => this.draw());
    this.charts = [["loss", lossFigure()], ["accuracy", accuracyFigure]].map(([name, figure]) => new Chart(find(`[data-chart="${name}"]`), withMark(figure)));
    connectBar(find("[data-chart-bar]"), view);
    for (const chart of this.charts) {
      chart.plot.addEventListener("pointermove", (event) => this.mark(curveAt(chart.plot, this.curvesOf(chart), event)));
      chart.plot.addEventListener("pointerleave", () => this.mark(null));
    }
    const figures = find("[data-figures]");
    figures.addEventListener("pointerover", (event) => this.mark(Number(event.target.closest("[data-number]")?.dataset.number) || null));
    figures.addEventListener("pointerleave", () => this.mark(null));
    figures.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-act]");
      if (button) this.act(button.dataset.act, button.dataset.id);
    });
    for (const name of ["[data-best]", "[data-only-different]"]) find(name).addEventListener("change", () => this.changed());
    find("[data-add-form]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.addTyped();
    });
    document.addEventListener("click", (event) => event.target.closest("[data-copy]") && copyLink(location.href));
  }

  async begin() {
    const query = new URLSearchParams(location.search);
    find("[data-best]").checked = query.get("show") !== "last";
    find("[data-only-different]").checked = query.get("all") !== "on";
    const { ids, problems } = idsIn(location.search);
    const refusals = await Promise.all(ids.map((id) => this.add(id)));
    this.experiments.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
    const all = [...problems, ...refusals.filter(Boolean)];
    if (all.length) showProblems(all.map((msg) => ({ loc: "", msg })));
    this.show();
  }

  /** Returns why an experiment cannot be added, or null. Its colour goes by when it was asked for. */
  async add(id) {
    if (this.asked.has(id)) return "This experiment is here already.";
    if (this.asked.size >= MOST) return `At most ${MOST} experiments fit side by side.`;
    this.asked.add(id);
    this.made += 1;
    const number = this.made;
    let details;
    try {
      details = await api.getExperiment(id);
    } catch (refused) {
      this.asked.delete(id);
      if (!refused.problems) throw refused;
      return refused.status === 404 ? `There is no experiment “${id}”.` : refused.message;
    }
    this.description.datasets = including(this.description.datasets, details.dataset);
    const { schema, datasets } = this.description;
    const title = details.title || inShort(schema, details.spec, datasets);
    const label = labelOf(title, this.experiments.map((each) => each.label));
    const live = new LiveExperiment(id, details.spec);
    live.status = details.status;
    live.addEventListener("change", this.show);
    live.open(details.seq);
    this.experiments.push({ id, number, title, label, details, live });
    remember(id, title);
    return null;
  }

  async addTyped() {
    clearProblems();
    const box = find("[data-add]");
    const id = idIn(box.value);
    const problem = id ? await this.add(id) : "Paste the link of an experiment, as “Copy link” on its page gives it.";
    if (problem) showProblems([{ loc: "", msg: problem }]);
    else box.value = "";
    this.changed();
  }

  act(what, id) {
    const chosen = this.experiments.find((each) => each.id === id);
    const others = this.experiments.filter((each) => each !== chosen);
    if (what === "remove") {
      chosen.live.close();
      this.asked.delete(id);
    }
    this.experiments = what === "base" ? [chosen, ...others] : others;
    this.mark(null);
    this.changed();
  }

  mark(number) {
    if (number === this.marked) return;
    this.marked = number;
    for (const row of document.querySelectorAll("[data-number]")) row.classList.toggle("is-marked", Number(row.dataset.number) === number);
    for (const chart of this.charts) chart.show(this.history());
  }

  history() {
    return together(this.experiments.map(({ number, label, live }) => ({ number, title: label, history: live.history })), this.marked);
  }

  /** The curves as they were drawn, above whichever axis. */
  curvesOf({ plot }) {
    const numbers = new Map(this.experiments.map(({ label, number }) => [literal(label), number]));
    return (plot.data ?? []).filter(({ name }) => numbers.has(name)).map(({ name, x, y }) => ({ number: numbers.get(name), xs: x, ys: y }));
  }

  /** What is compared is in the address. */
  changed() {
    const query = [`ids=${this.experiments.map(({ id }) => id).join(",")}`];
    if (!find("[data-best]").checked) query.push("show=last");
    if (!find("[data-only-different]").checked) query.push("all=on");
    history.replaceState(history.state, "", `/compare?${query.join("&")}${location.hash}`);
    this.show();
  }

  draw() {
    const { experiments, description } = this;
    const any = experiments.length > 0;
    find("[data-compared]").hidden = !any;
    find("[data-nothing]").hidden = any;
    this.offer();
    if (!any) return;
    const kinds = new Set(experiments.map(({ details }) => details.spec.loss?.kind));
    const title = kinds.size === 1 ? variants(description.schema, description.schema.properties.loss).find(({ kind }) => kind === [...kinds][0])?.title ?? "as it was told" : "different ones";
    this.charts[0].figure = withMark(lossFigure(title ?? "…"));
    find("[data-losses]").hidden = kinds.size === 1;
    const merged = this.history();
    find('[data-chart="accuracy"]').hidden = ![...merged.runs.values()].some((run) => run.columns.train_accuracy.some((value) => value !== null));
    for (const chart of this.charts) {
      chart.plot.setAttribute("aria-label", `${chart.name} of ${experiments.map((each) => each.title).join("; ")}`);
      chart.show(merged);
    }
    const best = find("[data-best]").checked;
    const told = experiments.map((each) => ({ ...each, state: describe(each.live.status, each.live.history).title, figures: figuresOf(each.live.history, best) }));
    showFigures(find("[data-figures]"), told, this.marked);
    const rows = settingRows(description, experiments.map(({ details }) => details.spec), find("[data-only-different]").checked);
    showSettingRows(find("[data-setting-rows]"), experiments, rows);
    find("[data-no-difference]").hidden = rows.length > 0;
    find("[data-no-difference]").textContent = experiments.length > 1 ? "All settings are the same." : "Add another experiment to see in which settings they differ.";
  }

  /** Experiments that were seen before, one press away. */
  offer() {
    const offered = this.experiments.length < MOST ? recent().filter(({ id }) => !this.experiments.some((each) => each.id === id)).slice(0, 5) : [];
    find("[data-recent]").hidden = offered.length === 0;
    const told = JSON.stringify(offered);
    if (told === this.offered) return;
    this.offered = told;
    find("[data-recent-list]").replaceChildren(...offered.map(({ id, title }) => make("button", { class: "button small", type: "button", onclick: () => this.add(id).then(() => this.changed()) }, `+ ${title}`)));
  }
}

start(async () => new Comparison(await api.getSchema()).begin());
