// Settings that belong together: always there, or only when switched on.

import { idOf, make } from "../elements.js";
import { defaultOf, shownFields, withoutNull } from "../schema.js";
import { fold } from "./fold.js";
import { frame } from "./frame.js";

export function groupField(form, schema, path) {
  const fields = shownFields(form.root, schema);
  const words = () => fields.map(([name, inner]) => inShort(inner.title.toLowerCase(), form.get(`${path}.${name}`))).filter(Boolean).join(", ") || "none";
  return fold(schema.title, path, words,
    make("div", { class: "subgroup" }, ...fields.map(([name, inner]) => form.draw(inner, `${path}.${name}`))));
}

function inShort(title, value) {
  if (value === true) return title;
  return value === false || value === null ? "" : `${title} ${value}`;
}

/** A group that may be null: a switch that reveals it. */
export function optionalField(form, schema, path) {
  const inner = withoutNull(form.root, schema);
  const { default: _, ...startsFrom } = inner;
  let remembered = form.get(path) || defaultOf(form.root, startsFrom);
  const fields = make("div", { class: "revealed" });
  const input = make("input", { class: "switch", type: "checkbox", role: "switch", id: idOf(path) });
  const draw = () => {
    const on = form.get(path) !== null;
    input.checked = on;
    fields.hidden = !on;
    fields.replaceChildren(...(on ? shownFields(form.root, inner).map(([name, each]) => form.draw(each, `${path}.${name}`)) : []));
  };
  input.addEventListener("change", () => {
    if (!input.checked) remembered = form.get(path);
    form.set(path, input.checked ? remembered : null);
    draw();
    form.mark();
  });
  draw();
  return make("div", { class: "optional" }, frame(schema, path, { input }), fields);
}
