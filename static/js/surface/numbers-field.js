// Few numbers in boxes side by side: a symmetric matrix, a vector, the coefficients of a polynomial.

import { make } from "../elements.js";
import { helpButton } from "../help.js";
import { typed } from "../numbers.js";

const POWERS = ["1", "w", "w²", "w³", "w⁴", "w⁵", "w⁶", "w⁷", "w⁸", "w⁹"];

/** The symmetric matrix of a quadratic surface: what is typed above the diagonal stands below it as well. */
export function matrixField(form, schema) {
  const { matrix } = form.surface;
  const boxes = matrix.map((row, i) => row.map((value, j) => box(`${schema.title}, row ${i + 1}, column ${j + 1}`, value, (text) => {
    form.put({ matrix: form.surface.matrix.map((each, r) => each.map((old, c) => ((r === i && c === j) || (r === j && c === i) ? typed(text) : old))) });
    if (i !== j) boxes[j][i].value = text;
  })));
  const width = matrix.length;
  const size = make("button", { class: "button small", type: "button", onclick: () => form.remake(resized(form.surface)) }, width === 1 ? "Two weights" : "One weight");
  return field("matrix", schema, make("div", { class: "lab-boxes", style: null, "data-columns": width }, ...boxes.flat()), size);
}

function resized(surface) {
  const two = surface.matrix.length === 1;
  const first = surface.matrix[0][0];
  return { ...surface, matrix: two ? [[first, 0], [0, 10]] : [[first]], b: two ? [surface.b[0], 0] : [surface.b[0]] };
}

/** A list of numbers, each with its name. */
export function vectorField(form, name, schema, names) {
  const boxes = form.surface[name].map((value, index) => make("label", { class: "lab-named-box" }, make("span", { class: "small muted" }, names[index]),
    box(`${schema.title}: ${names[index]}`, value, (text) => form.put({ [name]: form.surface[name].with(index, typed(text)) }))));
  return field(name, schema, make("div", { class: "lab-boxes", "data-columns": Math.min(5, boxes.length) }, ...boxes));
}

/** Coefficients with their powers, and one power more or less. */
export function coefficientsField(form, schema) {
  const { coefficients } = form.surface;
  const more = make("button", { class: "button small", type: "button", disabled: coefficients.length >= POWERS.length, onclick: () => form.remake({ ...form.surface, coefficients: [...coefficients, 0] }) }, "+ Power");
  const less = make("button", { class: "button small", type: "button", disabled: coefficients.length <= 2, onclick: () => form.remake({ ...form.surface, coefficients: coefficients.slice(0, -1) }) }, "− Power");
  const made = vectorField(form, "coefficients", schema, POWERS);
  made.append(make("div", { class: "lab-row-actions" }, more, less));
  return made;
}

function field(name, schema, boxes, action = null) {
  return make("div", { class: "field", "data-path": name },
    make("div", { class: "field-head" }, make("span", { class: "field-name" }, make("span", { class: "field-label" }, schema.title), helpButton(schema.title, schema)), action),
    boxes, make("p", { class: "field-problem", hidden: true }));
}

function box(label, value, put) {
  return make("input", { class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-label": label, value, oninput: (event) => put(event.target.value) });
}
