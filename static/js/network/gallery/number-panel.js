// The gallery of numbers: said against true, and the samples with the largest errors.

import { make } from "../../elements.js";
import { figure, percent } from "../../numbers.js";
import { retell } from "../../retold.js";
import { ResidualPlot } from "./residual-plot.js";
import { columnsOfSample, portrait } from "./sample-view.js";
import { farthest, fit, residuals } from "./verdicts.js";

const MOST_ROWS = 10;
const MOST_COLUMNS = 4;

export class NumberPanel {
  constructor(draw) {
    Object.assign(this, { draw, title: "Said and true", tools: [], sample: null, listed: null });
    this.plot = new ResidualPlot((index) => this.choose(index));
    this.rows = make("tbody", { onclick: ({ target }) => this.pressed(target.closest("[data-sample]")) });
    this.columns = make("tr", {});
    this.chosen = make("div", { class: "gallery-chosen" });
    this.broken = make("p", { class: "notice danger", hidden: true }, "The network's answers are no numbers any more: training diverged.");
    this.element = make("div", { class: "gallery-body has-numbers" }, this.broken, this.plot.element,
      make("div", { class: "gallery-samples" }, make("h3", {}, "Largest errors"),
        make("div", { class: "residual-scroll", role: "region", tabindex: "0", "aria-label": "Largest errors" }, make("table", {}, make("thead", {}, this.columns), this.rows))),
      this.chosen);
  }

  begin(scene) {
    this.scene = scene;
    this.shown = scene.columns.slice(0, MOST_COLUMNS);
    const head = (text, number = true) => make("th", { scope: "col", class: number ? "number" : null }, text);
    this.columns.replaceChildren(head("Sample", false), head("true"), head("said"), head("error"), ...this.shown.map((name) => head(name)));
    this.forget();
  }

  forget() {
    Object.assign(this, { sample: null, listed: null });
  }

  pressed(button) {
    if (button) this.choose(Number(button.dataset.sample));
  }

  choose(index) {
    this.sample = index;
    this.draw();
  }

  show({ split, outputs }) {
    const { target } = this.scene.output;
    const found = residuals(outputs, this.scene.samples[split].targets, target);
    this.broken.hidden = !found.broken;
    if (found.broken) return "No answers for";
    const worst = farthest(found, MOST_ROWS);
    const chosen = this.sample ?? worst[0];
    this.plot.show(found, chosen, split, target.name);
    // Where somebody is about to click the samples stay where they are.
    const held = this.rows.contains(document.activeElement) || this.rows.matches(":hover");
    if (!held || !this.listed) this.listed = worst;
    retell(this.rows, this.listed.map((index) => this.row(found, split, index, chosen)));
    this.portray(found, split, chosen);
    const { typical, explained } = fit(found);
    return `Typical error ${figure(typical)}${explained === null ? "" : `, ${percent(explained)} of the spread explained`}, over`;
  }

  row({ truth, said, error }, split, index, chosen) {
    const values = columnsOfSample(this.scene, split, index);
    const button = make("button", { class: "button small", type: "button", "aria-pressed": String(index === chosen), "data-sample": index }, `#${index + 1}`);
    const cell = (value, kind = "number") => make("td", { class: kind }, value);
    return make("tr", { "data-key": index, class: index === chosen ? "is-chosen" : null }, make("td", {}, button), cell(figure(truth[index])), cell(figure(said[index])),
      cell(signed(error[index]), `number ${error[index] < 0 ? "is-low" : "is-high"}`), ...this.shown.map((_, column) => cell(figure(values[column]))));
  }

  portray({ truth, said, error }, split, index) {
    const { target } = this.scene.output;
    const key = `${split} ${index}`;
    if (this.portrayed !== key || this.portrayedScene !== this.scene) {
      this.chosen.replaceChildren(make("h3", {}), make("div", { class: "gallery-portrait" }, portrait(this.scene, split, index)));
      Object.assign(this, { portrayed: key, portrayedScene: this.scene });
    }
    this.chosen.firstChild.textContent = `Sample ${index + 1}: ${target.name} ${figure(truth[index])}, said ${figure(said[index])} (${signed(error[index])})`;
  }
}

function signed(value) {
  return `${value < 0 ? "−" : "+"}${figure(Math.abs(value))}`;
}
