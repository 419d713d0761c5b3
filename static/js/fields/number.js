// A number: a box that takes any value, and a slider over the sensible ones.

import { idOf, make } from "../elements.js";
import { typed } from "../numbers.js";
import { scaleFor } from "../scales.js";
import { frame } from "./frame.js";
import { hasNote, noteFor } from "./notes.js";

const UNBOUNDED = 1e6;

export function numberField(form, schema, path, options = {}) {
  const nullable = (schema.anyOf || []).some((option) => option.type === "null");
  const bounds = nullable ? { ...schema.anyOf.find((option) => option.type !== "null"), ...schema } : schema;
  const scale = nullable ? null : scaleFor(bounds);
  const box = make("input", {
    class: "input number", id: idOf(path), type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false",
    placeholder: nullable ? options.placeholder || schema["x-empty"] || "all" : null,
  });
  const slider = scale && make("input", {
    class: "slider", type: "range", min: scale.min, max: scale.max, step: scale.step, "aria-label": `${schema.title}, slider`, tabindex: "-1",
  });
  const show = (value, alsoBox = true) => {
    if (alsoBox) box.value = value ?? "";
    if (!slider) return;
    const position = scale.position(value);
    slider.value = position;
    slider.style.setProperty("--filled", `${(100 * (position - scale.min)) / (scale.max - scale.min)}%`);
    slider.setAttribute("aria-valuetext", String(value));
  };
  box.addEventListener("input", () => {
    const value = nullable && box.value.trim() === "" ? null : typed(box.value);
    form.set(path, value);
    show(value, false);
  });
  box.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction || !scale) return;
    event.preventDefault();
    put(scale.next(scale.position(form.get(path)), direction));
  });
  slider?.addEventListener("input", () => put(scale.value(Number(slider.value))));
  const put = (value) => {
    form.set(path, value);
    show(value);
  };
  show(form.get(path));
  const dice = bounds.maximum > UNBOUNDED && make("button", {
    class: "button small", type: "button", title: "Draw another", "aria-label": `Draw another ${schema.title.toLowerCase()}`,
    onclick: () => put(Math.floor(Math.random() * 10_000)),
  }, "↻");
  const input = dice ? make("span", { class: "with-button" }, box, dice) : box;
  return frame(schema, path, { input, below: hasNote(path) ? make("div", {}, slider, note(form, path)) : slider });
}

/** A sentence that follows the other settings for as long as it is on the page. */
function note(form, path) {
  const text = make("p", { class: "field-note", "data-note": path });
  const tell = () => {
    text.textContent = noteFor(path, form.value, form.dataset());
    text.hidden = text.textContent === "";
  };
  const follow = () => (text.isConnected ? tell() : form.removeEventListener("change", follow));
  form.addEventListener("change", follow);
  tell();
  return text;
}
