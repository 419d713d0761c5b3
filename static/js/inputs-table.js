// What normalization did to each input: figures of the training samples before and after, as the worker told them.

import { make } from "./elements.js";
import { count, figure } from "./numbers.js";

const FIGURES = ["mean", "std", "minimum", "maximum"];

/** Fills the fold with the table of `run_started.inputs`; hides it while there is none. */
export function showInputs(fold, inputs) {
  fold.hidden = !inputs;
  if (!inputs || fold.shown === inputs) return;
  fold.shown = inputs;
  fold.querySelector("[data-inputs-count]").textContent = count(inputs.total, "input");
  fold.querySelector("tbody").replaceChildren(...rows(inputs).map(({ name, cells }) => make("tr", {},
    make("th", { scope: "row" }, name),
    ...cells.map(({ value, changed, after }) => make("td", { class: `number${after ? " after" : ""}${changed ? "" : " same"}` }, value)))));
  const more = inputs.total - inputs.names.length;
  fold.querySelector("[data-inputs-more]").hidden = more === 0;
  fold.querySelector("[data-inputs-more]").textContent = `And ${count(more, "more input")}.`;
}

/** [{name, cells: [{value, changed, after}]}]: for each figure the value before, then after. Pure. */
export function rows({ names, before, after }) {
  return names.map((name, index) => ({
    name,
    cells: FIGURES.flatMap((each) => {
      const [old, now] = [before[each][index], after[each][index]];
      return [{ value: signed(old), changed: old !== now, after: false }, { value: signed(now), changed: old !== now, after: true }];
    }),
  }));
}

function signed(value) {
  return value === 0 ? "0" : value < 0 ? `−${figure(-value)}` : figure(value);
}
