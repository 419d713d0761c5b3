// The data beside the picture: which set, how noisy, how many, and how much of it is for training.

import { make } from "../elements.js";
import { datasetTile } from "../fields/dataset.js";
import { concerns } from "../datasets.js";
import { whole } from "../numbers.js";
import { scaleFor } from "../scales.js";
import { schemaAt } from "../schema.js";
import { splitWithTrain } from "./values.js";

const PERCENT = 100;

export class DataPanel {
  constructor(element, form) {
    Object.assign(this, { element, form });
    this.tiles = make("div", { class: "dataset-tiles", role: "radiogroup", "aria-label": "Data set" });
    this.name = make("p", { class: "quick-dataset" });
    this.sliders = [this.noise(), this.samples(), this.share()];
    element.prepend(make("div", { class: "data-head" }, make("h2", {}, "Data"), this.name), this.tiles, ...this.sliders.map((slider) => slider.element));
    form.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    const { form } = this;
    const entry = form.dataset();
    const offered = form.datasets.filter((each) => each.task === entry?.task);
    const told = offered.map((each) => each.name).join();
    if (told !== this.told) {
      const own = make("button", { class: "own-tile", type: "button", title: "Your own data", "data-own-table": true }, "your own");
      this.tiles.replaceChildren(...offered.map((each) => datasetTile(each, "quick-dataset", () => form.chooseDataset(each.name))), own);
    }
    this.told = told;
    for (const radio of this.tiles.querySelectorAll("input")) radio.checked = radio.value === form.value.data.dataset;
    this.name.textContent = entry?.title ?? "";
    for (const slider of this.sliders) slider.show(entry);
  }

  /** `now(entry)` returns {scale, value, text} or null where it means nothing; `put(value)` sets what was dragged to. */
  slider(name, title, now, put) {
    const id = `quick-${name}`;
    const input = make("input", { class: "slider", type: "range", id });
    const said = make("output", { class: "quick-value", for: id });
    const element = make("div", { class: "quick-slider", "data-quick": name }, make("label", { class: "quick-label", for: id }, title), said, input);
    let scale = null;
    const show = (entry) => {
      const known = now(entry);
      element.hidden = !known;
      if (!known) return;
      ({ scale } = known);
      Object.assign(input, { min: scale.min, max: scale.max, step: scale.step });
      const position = scale.position(known.value);
      if (Number(input.value) !== position) input.value = position;
      input.style.setProperty("--filled", `${(PERCENT * (position - scale.min)) / (scale.max - scale.min || 1)}%`);
      input.setAttribute("aria-valuetext", known.text);
      said.textContent = known.text;
    };
    input.addEventListener("input", () => put(scale.value(Number(input.value))));
    return { element, show };
  }

  noise() {
    const schema = schemaAt(this.form.root, this.form.value, "data.noise");
    const scale = scaleFor(schema);
    return this.slider("noise", "Noise", (entry) => {
      if (!concerns(schema, "data.noise", entry)) return null;
      const value = this.form.value.data.noise;
      return { scale, value, text: String(value) };
    }, (value) => this.form.place("data.noise", value));
  }

  samples() {
    return this.slider("samples", "Samples", (entry) => {
      if (!entry || entry.minimum === entry.maximum) return null;
      const value = this.form.value.data.samples ?? entry.samples;
      return { scale: scaleFor({ type: "integer", minimum: entry.minimum, maximum: entry.maximum }), value, text: whole(value) };
    }, (value) => this.form.place("data.samples", value));
  }

  share() {
    const scale = scaleFor({ type: "integer", minimum: 10, maximum: 90 });
    const stepped = { ...scale, step: 10, value: (position) => Math.round(position / 10) * 10 };
    return this.slider("split", "Training share", (entry) => {
      if (!concerns({}, "data.split", entry)) return null;
      const { train } = this.form.value.data.split;
      const value = Math.round(train * PERCENT);
      return { scale: stepped, value, text: `${value} %` };
    }, (value) => this.form.place("data.split", splitWithTrain(this.form.value.data.split, value / PERCENT)));
  }
}
