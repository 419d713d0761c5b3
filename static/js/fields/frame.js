// What every setting has around it: label, unit, help, room for a problem, and its path for those who look for it.

import { idOf, make } from "../elements.js";
import { helpButton } from "../help.js";

/** A setting's box. `input` stands beside the label, `below` under both. */
export function frame(schema, path, { input = null, below = null, help = schema, title = schema.title, stacked = false }) {
  const id = idOf(path);
  const problem = make("p", { class: "field-problem", id: `${id}-problem`, hidden: true });
  const controls = [input, below].filter(Boolean);
  const labelled = controls.flatMap((each) => [each, ...each.querySelectorAll("input, select, textarea")]).find((each) => each.matches("input, select, textarea"));
  if (labelled && !labelled.closest(".chips, .dataset-tiles")) {
    labelled.id ||= id;
    labelled.setAttribute("aria-describedby", problem.id);
  }
  const unit = schema["x-unit"] ? make("span", { class: "field-unit" }, schema["x-unit"]) : null;
  const label = make("label", { class: "field-label", for: labelled?.id ?? id }, title, unit);
  const live = schema["x-live"] ? make("span", { class: "field-live", title: "Acts at once, even while training" }, "live") : null;
  const explained = help.description ? helpButton(title, help) : null;
  return make(
    "div",
    { class: `field${stacked ? " stacked" : ""}`, "data-path": path, "data-live": Boolean(schema["x-live"]) },
    make("div", { class: "field-head" }, make("span", { class: "field-name" }, label, explained, live), input),
    below,
    problem,
  );
}
