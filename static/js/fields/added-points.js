// Points added by hand: how many there are, and a way to take them all away. They are put there by clicks on the map.

import { make } from "../elements.js";
import { count } from "../numbers.js";
import { frame } from "./frame.js";

export function addedPointsField(form, schema, path) {
  const told = make("span", { class: "muted small", "data-added-count": true });
  const remove = make("button", { class: "button small", type: "button", onclick: () => form.set(path, []) }, "Remove");
  const tell = () => {
    const points = form.get(path) ?? [];
    told.textContent = points.length ? count(points.length, "point") : "none";
    remove.hidden = points.length === 0;
  };
  const follow = () => (box.isConnected ? tell() : form.removeEventListener("change", follow));
  form.addEventListener("change", follow);
  tell();
  const box = frame(schema, path, { input: make("span", { class: "with-button" }, told, remove) });
  return box;
}
