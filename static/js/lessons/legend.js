// One legend above all charts of a lesson: no chart needs one of its own, and nothing covers a curve.

import { placeOf } from "../charts/several.js";
import { make } from "../elements.js";

/** Writes the names of curves with their colours: [{name, number, own}]. */
export function showLegend(list, entries) {
  const key = JSON.stringify(entries);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...entries.map(({ name, number, own, bold }) => {
    const { colour, round } = placeOf(number);
    const swatch = make("span", { class: `lesson-swatch is-round-${own ? 1 : round}${bold ? " is-bold" : ""}`, "aria-hidden": "true" });
    swatch.style.setProperty("--run", `var(--run-${colour})`);
    return make("li", {}, swatch, own ? `${name} (yours)` : name);
  }));
  list.hidden = entries.length === 0;
}
