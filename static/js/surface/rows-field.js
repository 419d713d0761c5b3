// The samples of a linear neuron as a table to type into: inputs in the colours of their weights, and the target.

import { make } from "../elements.js";
import { typed } from "../numbers.js";
import { seenInputs } from "./bowls.js";
import { perColumn } from "./columns.js";
import { shown } from "./shown.js";

const MOST_ROWS = 12;
const NAMES = ["x₁", "x₂"];
const KINDS = ["first", "second"];

/** The field; `form` has get(name), set(changes) of the surface, and redraw(). */
export function rowsField(form) {
  const { rows } = form.surface;
  const width = rows[0].length;
  const head = make("tr", {},
    ...rows[0].map((_, column) => make("th", { scope: "col", class: `lab-weight ${KINDS[column]}` }, width === 1 ? "x" : NAMES[column])),
    make("th", { scope: "col" }, "target t"), make("th", { scope: "col" }, "seen as"), make("th", {}, make("span", { class: "visually-hidden" }, "Remove")));
  const seen = rows.map(() => make("td", { class: "muted small lab-seen" }));
  const body = rows.map((row, sample) => make("tr", {},
    ...row.map((value, column) => make("td", {}, box(`Sample ${sample + 1}, ${NAMES[column]}`, value, (text) => setCell(form, sample, column, text)))),
    make("td", {}, box(`Sample ${sample + 1}, target`, form.surface.targets[sample], (text) => setTarget(form, sample, text))),
    seen[sample],
    make("td", {}, rows.length > 1 ? make("button", { class: "button small quiet icon", type: "button", "aria-label": `Remove sample ${sample + 1}`, onclick: () => form.remake(without(form.surface, sample)) }, "×") : null)));
  const follow = () => {
    const inputs = seenInputs(form.surface);
    seen.forEach((cell, sample) => { cell.textContent = inputs[sample].map(shown).join(", "); });
  };
  form.onValid(follow);
  return make("div", { class: "field", "data-path": "rows" },
    make("div", { class: "lab-rows" }, make("table", {}, make("caption", { class: "visually-hidden" }, "Samples of the neuron"), make("thead", {}, head), make("tbody", {}, ...body))),
    make("p", { class: "field-problem", hidden: true }),
    make("div", { class: "lab-row-actions" },
      make("button", { class: "button small", type: "button", disabled: rows.length >= MOST_ROWS, onclick: () => form.remake(withOneMore(form.surface)) }, "+ Sample"),
      make("button", { class: "button small", type: "button", onclick: () => form.remake(width === 1 ? widened(form.surface) : narrowed(form.surface)) }, width === 1 ? "Two weights" : "One weight")));
}

function box(label, value, put) {
  return make("input", { class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-label": label, value, oninput: (event) => put(event.target.value) });
}

function setCell(form, sample, column, text) {
  form.put({ rows: form.surface.rows.map((row, index) => (index === sample ? row.with(column, typed(text)) : row)) });
}

function setTarget(form, sample, text) {
  form.put({ targets: form.surface.targets.with(sample, typed(text)) });
}

function without(surface, sample) {
  const kept = (_, index) => index !== sample;
  return { ...surface, rows: surface.rows.filter(kept), targets: surface.targets.filter(kept) };
}

function withOneMore(surface) {
  return { ...surface, rows: [...surface.rows, surface.rows.at(-1)], targets: [...surface.targets, 0] };
}

function narrowed(surface) {
  const [shift, scale] = [surface.shift, surface.scale].map((each) => perColumn(each, 1)[0]);
  return { ...surface, rows: surface.rows.map((row) => row.slice(0, 1)), shift, scale };
}

/** A second input with changing signs: the bowl gets a floor of its own. */
function widened(surface) {
  return { ...surface, rows: surface.rows.map(([x], sample) => [x, sample % 2 ? -1 : 1]) };
}
