// Which data set, and which of its columns the network sees.

import { idOf, make } from "../elements.js";
import { whole } from "../numbers.js";
import { defaultOf, variants } from "../schema.js";
import { fold } from "./fold.js";
import { frame } from "./frame.js";

export function datasetField(form, schema, path) {
  const chosen = form.dataset();
  const tile = (entry) => {
    const radio = make("input", { type: "radio", name: idOf(path), value: entry.name, onchange: () => form.chooseDataset(entry.name) });
    radio.checked = entry.name === form.get(path);
    return make("label", { class: "dataset-tile", title: entry.title }, radio,
      make("span", { "aria-hidden": "true", "data-picture": entry.name }, entry.title.slice(0, 3)), make("span", { class: "visually-hidden" }, entry.title));
  };
  const own = make("button", { class: "own-tile", type: "button", title: "Your own data", "data-own-data": true }, "your own");
  const tiles = make("div", { class: "dataset-tiles", role: "radiogroup", "aria-label": schema.title }, ...form.datasets.map(tile), own);
  const name = make("span", { class: "dataset-name" }, chosen?.title ?? form.get(path));
  const help = { title: chosen?.title, description: chosen?.help || schema.description, "x-source": chosen?.source };
  return frame(schema, path, { input: name, below: tiles, help });
}

/**
 * The spec for another data set: what only suited the old one (`before`) goes back to its default. A loss that fits stays,
 * unless it is just what the other kind of task begins with: squared errors that came with numbers go with them. Pure.
 */
export function forDataset(spec, entry, root, before = entry) {
  const losses = variants(root, root.properties.loss);
  const fitting = ({ task, classes }) => losses.filter(
    ({ schema }) => schema["x-tasks"].includes(task) && [undefined, classes.length].includes(schema["x-classes"]),
  );
  const stays = fitting(entry).some(({ kind }) => kind === spec.loss.kind);
  const cameWithTheTask = before.task !== entry.task && fitting(before)[0].kind === spec.loss.kind;
  return {
    ...spec,
    data: { ...spec.data, dataset: entry.name, samples: null, features: null },
    loss: stays && !cameWithTheTask ? spec.loss : defaultOf(root, fitting(entry)[0].schema),
  };
}

const FEW = 2;

export function featuresField(form, schema, path) {
  const columns = form.dataset()?.columns || [];
  const chosen = () => form.get(path) || columns;
  const chip = (name) => {
    const box = make("input", { type: "checkbox", value: name });
    box.checked = chosen().includes(name);
    box.addEventListener("change", () => {
      const now = columns.filter((each) => (each === name ? box.checked : chosen().includes(each)));
      // A network needs at least one input: the last one cannot be switched off.
      if (now.length === 0) box.checked = true;
      else form.set(path, now.length === columns.length ? null : now);
    });
    return make("label", { class: "chip" }, box, make("span", {}, name));
  };
  const chips = make("div", { class: "chips" }, ...columns.map(chip));
  if (columns.length <= FEW) return frame(schema, path, { input: chips });
  if (columns.length === 0) return frame(schema, path, { input: make("span", { class: "field-note" }, `all ${whole(form.dataset()?.inputs)}`) });
  const words = () => (form.get(path) ? `${chosen().length} of ${columns.length}` : `all ${columns.length}`);
  const box = frame(schema, path, { below: chips });
  box.querySelector(".field-head").remove();
  return fold(schema.title, path, words, box);
}
