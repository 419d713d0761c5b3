// What normalization did to each input: figures of the training samples before and after, as the worker told them.

import { make } from "./elements.js";
import { count, figure } from "./numbers.js";

const FIGURES = ["mean", "std", "minimum", "maximum"];

/** Fills the fold with the table of `run_started.inputs`, which run 1 of several tells; hides it while there is none. */
export function showInputs(fold, history) {
  const inputs = inputsOf(history);
  fold.hidden = !inputs;
  if (!inputs) return;
  fold.querySelector("[data-inputs-count]").textContent = `${count(inputs.total, "input")}${history.runs.size > 1 ? ", run 1" : ""}`;
  if (fold.shown === inputs) return;
  fold.shown = inputs;
  fold.querySelector("tbody").replaceChildren(...rows(inputs).map(({ name, cells }) => make("tr", {},
    make("th", { scope: "row" }, name),
    ...cells.map(({ value, changed, after }) => make("td", { class: `number${after ? " after" : ""}${changed ? "" : " same"}` }, value)))));
  const more = inputs.total - inputs.names.length;
  fold.querySelector("[data-inputs-more]").hidden = more === 0;
  fold.querySelector("[data-inputs-more]").textContent = `And ${count(more, "more input")}.`;
}

/** The table that one of the runs has told, or null: the first to start need not be run 1. Pure. */
export function inputsOf(history) {
  return [...(history?.runs.values() ?? [])].find((run) => run.started?.inputs)?.started.inputs ?? null;
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
