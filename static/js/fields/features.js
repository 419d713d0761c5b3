// Which inputs the network sees: columns of the data set and, in the plane, functions of a point.

import { make } from "../elements.js";
import { whole } from "../numbers.js";
import { fold } from "./fold.js";
import { frame } from "./frame.js";

/** [{name, shown}] of everything that can be an input of a data set. Pure. */
export function choices(entry) {
  if (entry?.tiles?.length) return entry.tiles;
  return (entry?.columns || []).map((name) => ({ name, shown: name }));
}

/** The features after one was switched: null where they are just the columns, and at least one stays. Pure. */
export function switched(entry, features, name, on) {
  const before = features || entry.columns;
  const now = choices(entry).map((each) => each.name).filter((each) => (each === name ? on : before.includes(each)));
  if (now.length === 0) return features;
  return now.join("\n") === entry.columns.join("\n") ? null : now;
}

export function featuresField(form, schema, path) {
  const entry = form.dataset();
  const chosen = () => form.get(path) || entry?.columns || [];
  const chip = ({ name, shown }) => {
    const box = make("input", { type: "checkbox", value: name });
    box.checked = chosen().includes(name);
    box.addEventListener("change", () => {
      form.set(path, switched(entry, form.get(path), name, box.checked));
      box.checked = chosen().includes(name);
    });
    return make("label", { class: "chip" }, box, make("span", {}, shown));
  };
  const all = choices(entry);
  const inPlane = Boolean(entry?.tiles?.length);
  const chips = make("div", { class: inPlane ? "chips feature-tiles" : "chips", role: "group", "aria-label": schema.title }, ...all.map(chip));
  if (inPlane) return frame(schema, path, { below: chips });
  // Very many columns are not listed: raw signals have thousands.
  if (all.length === 0) return frame(schema, path, { input: make("span", { class: "field-note" }, `all ${whole(entry?.inputs)}`) });
  if (all.length <= 2) return frame(schema, path, { input: chips });
  const words = () => (form.get(path) ? `${chosen().length} of ${all.length}` : `all ${all.length}`);
  const box = frame(schema, path, { below: chips });
  box.querySelector(".field-head").remove();
  return fold(schema.title, path, words, box);
}
