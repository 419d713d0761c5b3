// The samples that are most worth looking at, as buttons with what is true and what the network says.

import { make } from "../../elements.js";
import { miniature } from "./sample-view.js";
import { hasSounds } from "./sounds.js";

export class SampleGrid {
  /** `choose(index)` is told which sample was clicked. */
  constructor(choose) {
    this.choose = choose;
    this.element = make("ol", { class: "sample-grid" });
    this.key = "";
  }

  /** Whether somebody is about to click: then the samples stay where they are. */
  get held() {
    return this.element.matches(":hover") || this.element.contains(document.activeElement);
  }

  /** `told(index)`: {truth, said, right} in words. */
  show(scene, split, indices, chosen, told) {
    const heard = hasSounds(scene, split);
    const key = `${split} ${heard} ${indices.join()}`;
    this.element.classList.toggle("has-images", Boolean(scene.image));
    this.element.classList.toggle("has-sounds", heard);
    if (key !== this.key || scene !== this.scene) this.build(scene, split, indices);
    Object.assign(this, { key, scene });
    indices.forEach((index, place) => {
      const button = this.buttons[place];
      const { truth, said, right } = told(index);
      const words = right ? truth : `${truth} → ${said}`;
      button.setAttribute("aria-pressed", String(index === chosen));
      button.setAttribute("aria-label", right ? `${truth}, said rightly` : `true ${truth}, said ${said}`);
      button.classList.toggle("is-wrong", !right);
      if (button.lastChild.textContent !== words) button.lastChild.textContent = words;
    });
  }

  build(scene, split, indices) {
    this.buttons = indices.map((index) => make("button", { class: "sample", type: "button", "data-sample": index, onclick: () => this.choose(index) },
      miniature(scene, split, index), make("span", { class: "sample-words" })));
    this.element.replaceChildren(...this.buttons.map((button) => make("li", {}, button)));
  }
}
