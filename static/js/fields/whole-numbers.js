// A list of whole numbers, typed with commas or spaces between them.

import { idOf, make } from "../elements.js";
import { typed } from "../numbers.js";
import { frame } from "./frame.js";

/** "30, 60 90" → [30, 60, 90]; what is no number stays a text, and the server says what is wrong with it. Pure. */
export function wholeNumbersIn(text) {
  return text.split(/[\s,;]+/).filter(Boolean).map(typed);
}

export function wholeNumbersField(form, schema, path) {
  const input = make("input", {
    class: "input", id: idOf(path), type: "text", inputmode: "text", autocomplete: "off", spellcheck: "false",
    placeholder: (schema.default || []).join(", ") || null,
  });
  input.value = form.get(path).join(", ");
  input.addEventListener("input", () => form.set(path, wholeNumbersIn(input.value)));
  input.addEventListener("blur", () => { input.value = form.get(path).join(", "); });
  return frame(schema, path, { input, stacked: true });
}

/** Whether a schema is a list of whole numbers. */
export function isWholeNumbers(schema) {
  return schema.type === "array" && schema.items?.type === "integer";
}
