// Settings that belong together: always there, or only when switched on.

import { idOf, make } from "../elements.js";
import { defaultOf, shownFields, withoutNull } from "../schema.js";
import { fold } from "./fold.js";
import { frame } from "./frame.js";

export function groupField(form, schema, path) {
  const fields = shownFields(form.root, schema);
  const words = () => fields.map(([name, inner]) => inShort(ownTitle(inner, schema), form.get(`${path}.${name}`), inner.default)).filter(Boolean).join(", ") || "none";
  return fold(schema.title, path, words,
    make("div", { class: "subgroup" }, ...fields.map(([name, inner]) => form.draw(inner, `${path}.${name}`))));
}

/** "Distort scale" inside "Distort" is "scale". */
function ownTitle(inner, group) {
  return inner.title.replace(new RegExp(`^${group.title} `), "").toLowerCase();
}

function inShort(title, value, usual) {
  if (value === true) return title;
  if (Array.isArray(value)) return `${title} ${value.join("; ")}`;
  return value === false || value === null || value === usual ? "" : `${title} ${value}`;
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
