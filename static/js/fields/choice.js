// On or off, and one of a few words.

import { idOf, make } from "../elements.js";
import { labelOf } from "../schema.js";
import { frame } from "./frame.js";

export function switchField(form, schema, path) {
  const input = make("input", {
    class: "switch", type: "checkbox", role: "switch", id: idOf(path), onchange: (event) => form.set(path, event.target.checked),
  });
  input.checked = form.get(path) === true;
  return frame(schema, path, { input });
}

export function selectField(form, schema, path) {
  const input = make("select", { class: "select", id: idOf(path), onchange: (event) => form.set(path, event.target.value) },
    ...schema.enum.map((word) => make("option", { value: word }, labelOf(schema, word))));
  input.value = form.get(path);
  return frame(schema, path, { input });
}
