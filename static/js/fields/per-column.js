// A number for all columns of the data set, or one for each.

import { make } from "../elements.js";
import { typed } from "../numbers.js";
import { frame } from "./frame.js";

const FEW = 6;

/** What a text stands for: "2" is a number, "1; 0.01" or "1, 0.01" a list; anything else stays a text. Pure. */
export function numbersIn(text) {
  const parts = text.trim().split(/;\s*|,\s+|\s+/).filter(Boolean);
  return parts.length > 1 ? parts.map(typed) : typed(text);
}

export function perColumnField(form, schema, path) {
  const { columns = [], tiles = [] } = form.dataset() || {};
  const shownAs = (name) => tiles.find((each) => each.name === name)?.shown ?? name;
  const many = columns.length > FEW;
  const input = make("span", { class: "with-button" });
  const each = make("div", { class: "per-column" });
  const box = (name, value, put, wide = false) => {
    const element = make("input", { class: wide ? "input number wide" : "input number", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-label": name });
    element.value = value;
    element.addEventListener("input", () => put(element.value));
    return element;
  };
  const set = (value) => {
    form.set(path, value);
    draw();
  };
  const draw = () => {
    const value = form.get(path);
    const listed = Array.isArray(value);
    const shown = listed ? value.join("; ") : value;
    const all = !listed || many ? box(schema.title, shown, (text) => form.set(path, numbersIn(text)), listed) : null;
    const toggle = columns.length > 1 && !many ? make("button", {
      class: "button small", type: "button", "aria-pressed": String(listed), title: listed ? "One number for all columns" : "One number for each column",
      onclick: () => set(listed ? (typeof value[0] === "number" ? value[0] : schema.default) : columns.map(() => value)),
    }, listed ? "for all" : "for each") : null;
    input.replaceChildren(...[all, toggle].filter(Boolean));
    each.hidden = !listed || many;
    each.replaceChildren(...(each.hidden ? [] : columns.map((name, index) => make("label", { class: "column" }, make("span", {}, shownAs(name)),
      box(`${schema.title} of ${name}`, value[index] ?? "", (text) => form.set(path, form.get(path).map((old, at) => (at === index ? typed(text) : old))))))));
  };
  draw();
  return frame(schema, path, { input, below: each });
}
