// The samples that are most worth looking at, as buttons with what is true and what the network says.

import { make } from "../../elements.js";
import { miniature } from "./sample-view.js";
import { hasSounds } from "./sounds.js";

export class SampleGrid {
  /** `choose(index)` is told which sample was clicked. */
  constructor(choose) {
    this.choose = choose;
    this.element = make("ol", { class: "sample-grid" });
    this.kept = new Map();
  }

  /** Whether somebody is about to click: then the samples stay where they are. */
  get held() {
    return this.element.matches(":hover") || this.element.contains(document.activeElement);
  }

  /** `told(index)`: {truth, said, right} in words. */
  show(scene, split, indices, chosen, told) {
    const heard = hasSounds(scene, split);
    const key = `${split} ${heard}`;
    if (key !== this.key || scene !== this.scene) this.kept.clear();
    Object.assign(this, { key, scene });
    this.element.classList.toggle("has-images", Boolean(scene.image));
    this.element.classList.toggle("has-sounds", heard);
    // While the network learns only the order changes: a drawn sample is drawn once.
    const items = indices.map((index) => {
      if (!this.kept.has(index)) this.kept.set(index, this.item(scene, split, index));
      return this.kept.get(index);
    });
    if (items.length !== this.element.children.length || items.some((item, place) => item !== this.element.children[place])) this.element.replaceChildren(...items);
    items.forEach((item, place) => tell(item.firstChild, told(indices[place]), indices[place] === chosen));
  }

  item(scene, split, index) {
    return make("li", {}, make("button", { class: "sample", type: "button", "data-sample": index, onclick: () => this.choose(index) },
      miniature(scene, split, index), make("span", { class: "sample-words" })));
  }
}

function tell(button, { truth, said, right }, chosen) {
  const words = right ? truth : `${truth} → ${said}`;
  if (button.ariaPressed !== String(chosen)) button.setAttribute("aria-pressed", String(chosen));
  if (button.lastChild.textContent === words) return;
  button.lastChild.textContent = words;
  button.setAttribute("aria-label", right ? `${truth}, said rightly` : `true ${truth}, said ${said}`);
  button.classList.toggle("is-wrong", !right);
}
