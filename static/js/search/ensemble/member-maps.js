// A small map of every member of an ensemble: pointed at, it is found among the others; pressed, its network goes on show.

import { make } from "../../elements.js";
import { Plate } from "../plate.js";
import { drawGround, drawTogether } from "./drawing.js";

export class MemberMaps {
  /** Calls `pointed(run)` with whoever is looked at, or null. */
  constructor(pointed) {
    this.element = make("ul", { class: "members" });
    this.items = [];
    this.shown = null;
    const runOf = (target) => Number(target.closest?.("[data-member]")?.dataset.member) || null;
    for (const name of ["pointerover", "focusin"]) this.element.addEventListener(name, ({ target }) => pointed(runOf(target)));
    for (const name of ["pointerleave", "focusout"]) this.element.addEventListener(name, () => pointed(null));
    this.element.addEventListener("click", ({ target }) => {
      if (runOf(target)) document.dispatchEvent(new CustomEvent("showrun", { detail: runOf(target) }));
    });
    document.addEventListener("runshown", ({ detail }) => this.mark(detail));
  }

  /** `answer`: {maps, scene, runs}, `maps` null where there are none; `nameOf(run)` what a member is called, `labelOf` in short. */
  show({ maps, scene, runs }, nameOf, labelOf = String) {
    this.element.classList.toggle("has-no-maps", !maps);
    while (this.items.length > runs.length) this.items.pop().element.remove();
    runs.forEach((run, index) => {
      const item = this.items[index] ??= this.added();
      item.paint = (context, size) => maps && paint(context, { scene, maps, index, size });
      Object.assign(item.button.dataset, { member: run });
      item.button.title = `Show the network of ${nameOf(run)}`;
      item.name.textContent = labelOf(run);
      item.plate.say(`Map of ${nameOf(run)}`);
      item.plate.redraw();
    });
    this.mark(this.shown);
  }

  added() {
    const item = { name: make("span", { class: "member-name", "aria-hidden": "true" }), paint: () => {} };
    item.plate = new Plate((context, size) => item.paint(context, size));
    item.button = make("button", { class: "member", type: "button" }, item.plate.element, item.name);
    item.element = this.element.appendChild(make("li", {}, item.button));
    return item;
  }

  /** Whose network the picture shows. */
  mark(run) {
    this.shown = run;
    for (const { button } of this.items) button.setAttribute("aria-pressed", String(Number(button.dataset.member) === run));
  }
}

function paint(context, { scene, maps, index, size }) {
  if (scene.kind === "plane") drawGround(context, scene, maps.grid, maps.members[index], size, 1);
  else drawTogether(context, scene, { ...maps, voters: [], average: maps.members[index], disagreement: new Float32Array(maps.grid.width) }, size, {});
}
