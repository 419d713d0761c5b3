// Which data set, and which of its columns the network sees.

import { idOf, make } from "../elements.js";
import { frame } from "./frame.js";

const KINDS = [
  ["Points in the plane", (entry) => entry.generated],
  ["Measured data", (entry) => !entry.generated && !entry.own],
  ["Your own data", (entry) => entry.own],
];

export function datasetField(form, schema, path) {
  const select = make("select", { class: "select", id: idOf(path) });
  for (const [label, belongs] of KINDS) {
    const entries = form.datasets.filter(belongs);
    if (entries.length) select.append(make("optgroup", { label }, ...entries.map((entry) => make("option", { value: entry.name }, entry.title))));
  }
  select.value = form.get(path);
  select.addEventListener("change", () => form.chooseDataset(select.value));
  const own = make("button", { class: "button small", type: "button", "data-own-data": true }, "Your own …");
  const entry = form.dataset();
  const help = { description: entry?.help || schema.description, "x-source": entry?.source };
  return frame(schema, path, { input: make("span", { class: "with-button" }, select, own), help, stacked: true });
}

/** The spec for another data set: what only suited the old one goes back to its default. Pure. */
export function forDataset(spec, entry, defaultLoss) {
  const regression = entry.task === "regression";
  const kind = spec.loss.kind;
  const suits = regression ? kind === "mse" : kind === "cross_entropy" || (kind === "bce" && entry.classes.length === 2);
  return {
    ...spec,
    data: { ...spec.data, dataset: entry.name, samples: null, features: null },
    loss: suits ? spec.loss : regression ? { kind: "mse" } : defaultLoss,
  };
}

const FEW = 16;

export function featuresField(form, schema, path) {
  const columns = form.dataset()?.columns || [];
  const chosen = () => form.get(path) || columns;
  const chip = (name) => {
    const box = make("input", { type: "checkbox", value: name });
    box.checked = chosen().includes(name);
    box.addEventListener("change", () => {
      const now = columns.filter((each) => (each === name ? box.checked : chosen().includes(each)));
      if (now.length === 0) {
        box.checked = true;
        return;
      }
      form.set(path, now.length === columns.length ? null : now);
      count.textContent = counted(now.length);
    });
    return make("label", { class: "chip" }, box, make("span", {}, name));
  };
  const counted = (number) => (number === columns.length ? `all ${number} inputs` : `${number} of ${columns.length} inputs`);
  const count = make("span", { class: "muted small" }, counted(chosen().length));
  const chips = make("div", { class: "chips" }, ...columns.map(chip));
  const below = columns.length > FEW ? make("details", { class: "many-chips" }, make("summary", {}, "Choose inputs"), chips) : chips;
  // Few columns fit beside the label; many need the count.
  return columns.length > 4 ? frame(schema, path, { input: count, below }) : frame(schema, path, { input: chips });
}
