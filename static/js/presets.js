// The gallery of experiments that show one thing each.

import { replaced } from "./schema.js";

/** The defaults with what a preset sets. Pure. */
export function presetSpec(defaults, { title, sets }) {
  return Object.entries(sets).reduce((spec, [path, value]) => replaced(spec, path, value), { ...structuredClone(defaults), title });
}

export class Presets {
  /** `choose(spec)` puts one into the page. */
  constructor(dialog, defaults, choose) {
    const presets = new Map(JSON.parse(document.querySelector("#presets").textContent).map((each) => [each.name, each]));
    document.querySelector("[data-presets-open]").addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("click", (event) => {
      const card = event.target.closest("[data-preset]");
      if (!card) return;
      dialog.close();
      choose(presetSpec(defaults, presets.get(card.dataset.preset)));
    });
  }
}
