// Shift and scale as sliders, one for each column, and the usual choices one press away.

import { make } from "../elements.js";
import { typed } from "../numbers.js";
import { scaleFor } from "../scales.js";
import { helpButton } from "../help.js";
import { condensed, magnitudes, means, perColumn, shiftRange, spreads } from "./columns.js";

const KINDS = ["first", "second"];
const NAMES = ["x₁", "x₂"];
const SCALES = { type: "number", minimum: 0.01, maximum: 1000, "x-scale": "log" };

const CHOICES = {
  shift: [["0", () => 0, "No shift"], ["mean", (rows) => condensed(means(rows)), "Subtract the mean of each column"]],
  scale: [["1", () => 1, "No scale"], ["σ", (rows) => condensed(spreads(rows)), "Divide by the standard deviation of each column"], ["max", (rows) => condensed(magnitudes(rows)), "Divide by the largest magnitude of each column"]],
};

/** The field "shift" or "scale" of a linear neuron. */
export function columnsField(form, name, schema) {
  const { rows } = form.surface;
  const count = rows[0].length;
  const numbers = () => perColumn(form.surface[name], count);
  const put = (column, value) => form.put({ [name]: condensed(numbers().with(column, value)) });
  const lines = numbers().map((value, column) => slider({ name, schema, column, value, count, rows, put: (number) => put(column, number) }));
  const choices = CHOICES[name].map(([text, choose, title]) => make("button", {
    class: "button small", type: "button", title, "aria-label": title, onclick: () => form.remake({ ...form.surface, [name]: choose(form.surface.rows) }),
  }, text));
  return make("div", { class: "field lab-columns", "data-path": name },
    make("div", { class: "field-head" }, make("span", { class: "field-name" }, make("span", { class: "field-label" }, schema.title), helpButton(schema.title, schema)), make("span", { class: "with-button" }, ...choices)),
    ...lines,
    make("p", { class: "field-problem", hidden: true }));
}

function slider({ name, schema, column, value, count, rows, put }) {
  const label = count === 1 ? "x" : NAMES[column];
  const scale = name === "scale" ? scaleFor(SCALES) : linear(shiftRange(rows.map((row) => row[column]).filter(Number.isFinite)));
  const box = make("input", { class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-label": `${schema.title} of ${label}`, value });
  const range = make("input", { class: "slider", type: "range", min: scale.min, max: scale.max, step: scale.step, "aria-label": `${schema.title} of ${label}, slider` });
  const show = (number) => {
    const position = Math.max(scale.min, Math.min(scale.max, scale.position(Number.isFinite(number) ? number : 0)));
    range.value = position;
    range.style.setProperty("--filled", `${(100 * (position - scale.min)) / (scale.max - scale.min)}%`);
    range.setAttribute("aria-valuetext", String(number));
  };
  box.addEventListener("input", () => {
    show(typed(box.value));
    put(typed(box.value));
  });
  range.addEventListener("input", () => {
    const number = scale.value(Number(range.value));
    box.value = number;
    show(number);
    put(number);
  });
  show(value);
  return make("div", { class: "lab-column-line" }, make("span", { class: `lab-weight ${KINDS[column]}` }, label), range, box);
}

function linear({ low, high, step }) {
  return { min: low, max: high, step, position: (value) => value, value: (position) => Number((Math.round(position / step) * step).toPrecision(8)) };
}
