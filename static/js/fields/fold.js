// Settings that are folded away behind their names and values, until somebody wants to change them.

import { make } from "../elements.js";

/** A fold; `words()` says in short what is inside, and is asked again whenever a setting changed. */
export function fold(title, path, words, ...content) {
  const said = make("span", { class: "group-summary" });
  const element = make("details", { class: "fold", "data-fold": path }, make("summary", {}, make("span", { class: "field-label" }, title), said), make("div", { class: "fold-fields" }, ...content));
  element.retell = () => { said.textContent = words(); };
  return element;
}
