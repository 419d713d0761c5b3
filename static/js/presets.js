// The gallery of experiments that show one thing each.

import { showProblems } from "./notices.js";
import { replaced } from "./schema.js";

/** The defaults with what a preset sets. Pure. */
export function presetSpec(defaults, { title, sets }) {
  return Object.entries(sets).reduce((spec, [path, value]) => replaced(spec, path, value), { ...structuredClone(defaults), title });
}

export class Presets {
  /** `choose(spec)` puts one into the page. */
  constructor(dialog, defaults, choose) {
    Object.assign(this, { defaults, choose });
    this.presets = new Map(JSON.parse(document.querySelector("#presets").textContent).map((each) => [each.name, each]));
    document.querySelector("[data-presets-open]").addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("click", (event) => {
      const card = event.target.closest("[data-preset]");
      if (!card) return;
      dialog.close();
      this.open(card.dataset.preset);
    });
  }

  /** Puts the example of a name into the page. */
  open(name) {
    const preset = this.presets.get(name);
    if (preset) return this.choose(presetSpec(this.defaults, preset));
    return showProblems([{ loc: "preset", msg: `There is no example “${name.slice(0, 60)}” here.` }]);
  }
}
