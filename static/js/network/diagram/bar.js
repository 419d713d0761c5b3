// The line above the picture: how many hidden layers there are, and how to read the lines.

import { make } from "../../elements.js";
import { legend } from "./wires.js";

export class Bar {
  constructor(cards, desk) {
    this.cards = cards;
    this.words = make("span", { class: "net-layers", "aria-live": "polite" });
    const step = (text, label, act) => make("button", { class: "net-step", type: "button", "aria-label": label, onclick: act }, text);
    this.fewer = step("−", "Remove the last hidden layer", () => cards.remove(cards.hidden.length - 1));
    this.more = step("+", "Add a hidden layer", () => cards.add(cards.hidden.length));
    const controls = desk.readOnly ? [this.words] : [this.fewer, this.words, this.more];
    this.element = make("div", { class: "net-bar" }, make("h2", { class: "visually-hidden" }, "The network"), make("div", { class: "net-stepper" }, ...controls), legend());
  }

  show(layers) {
    this.words.textContent = layers === 0 ? "No hidden layer" : `${layers} hidden layer${layers === 1 ? "" : "s"}`;
    this.fewer.disabled = layers === 0;
    this.more.disabled = layers >= this.cards.most;
  }
}
