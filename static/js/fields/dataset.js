// Which data set there is to learn.

import { idOf, make } from "../elements.js";
import { defaultOf, variants } from "../schema.js";
import { frame } from "./frame.js";

export function datasetField(form, schema, path) {
  const chosen = form.dataset();
  const tile = (entry) => {
    const element = datasetTile(entry, idOf(path), () => form.chooseDataset(entry.name));
    element.querySelector("input").checked = entry.name === form.get(path);
    return element;
  };
  const own = make("button", { class: "own-tile", type: "button", title: "Your own data", "data-own-data": true }, "your own");
  const tiles = make("div", { class: "dataset-tiles", role: "radiogroup", "aria-label": schema.title }, ...form.datasets.map(tile), own);
  const name = make("span", { class: "dataset-name" }, chosen?.title ?? form.get(path));
  const help = { title: chosen?.title, description: chosen?.help || schema.description, "x-source": chosen?.source };
  return frame(schema, path, { input: name, below: tiles, help });
}

/** A data set to pick: its picture, or its first letters. */
export function datasetTile(entry, group, onchange) {
  return make("label", { class: "dataset-tile", title: entry.title }, make("input", { type: "radio", name: group, value: entry.name, onchange }),
    make("span", { "aria-hidden": "true", "data-picture": entry.name }, entry.title.slice(0, 3)), make("span", { class: "visually-hidden" }, entry.title));
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
    data: { ...spec.data, dataset: entry.name, samples: null, features: null, added: [], ...(spec.data.distort && { distort: forColumns(spec.data.distort) }) },
    loss: stays && !cameWithTheTask ? spec.loss : defaultOf(root, fitting(entry)[0].schema),
  };
}

/** A list with one number per column fits one data set only: it goes back to the neutral number. */
function forColumns({ scale, shift }) {
  return { scale: Array.isArray(scale) ? 1 : scale, shift: Array.isArray(shift) ? 0 : shift };
}
