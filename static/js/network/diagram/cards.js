// The row above the picture: inputs, one card for each hidden layer, output, and between them where a layer can be added.

import { make } from "../../elements.js";
import { count } from "../../numbers.js";
import { defaultOf, resolve } from "../../schema.js";
import { LayerCard } from "./layer-card.js";

/** Gaps that are narrower have no room for a button between the cards: it stands below. */
const TIGHT = 40;

export class Cards {
  constructor(element, root, desk) {
    Object.assign(this, { element, root, desk, cards: [], adders: [] });
    this.schema = resolve(root, resolve(root, root.properties.network).properties.hidden);
    this.sheet = make("div", { class: "net-sheet", hidden: true });
    this.opened = null;
    this.inputs = make("div", { class: "net-card net-end" });
    this.made = make("div", { class: "net-card net-end" });
    this.output = make("div", { class: "net-card net-end" });
  }

  get hidden() {
    return this.desk.settings().network.hidden;
  }

  get most() {
    return this.schema.maxItems ?? Infinity;
  }

  /** A new layer is like the one before it, or else the one after it. */
  add(index) {
    const { hidden } = this;
    if (hidden.length >= this.most) return;
    const like = hidden[index - 1] ?? hidden[index] ?? defaultOf(this.root, resolve(this.root, this.schema.items));
    this.desk.set("network.hidden", [...hidden.slice(0, index), structuredClone(like), ...hidden.slice(index)]);
  }

  remove(index) {
    this.desk.set("network.hidden", this.hidden.filter((_, at) => at !== index));
    (this.cards[Math.min(index, this.cards.length - 1)]?.first ?? this.adders[0])?.focus({ preventScroll: true });
  }

  /** `folded`: the cards are tabs, and one of them may be open below. */
  show(columns, places, folded) {
    const layers = columns.filter(({ kind }) => kind === "hidden");
    while (this.cards.length > layers.length) this.cards.pop().gone();
    while (this.cards.length < layers.length) {
      const index = this.cards.length;
      this.cards.push(new LayerCard(this.root, this.desk, index, () => this.remove(index)));
      this.cards[index].tab.addEventListener("click", () => this.turn(index));
    }
    this.fold(folded);
    this.cards.forEach((card, index) => card.show(layers[index].settings));
    this.tellEnds(columns);
    this.showAdders(layers.length);
    this.order(columns, places);
  }

  fold(folded) {
    if (!folded || this.opened >= this.cards.length) this.opened = null;
    this.cards.forEach((card, index) => card.fold(folded ? this.sheet : null, index === this.opened));
    this.sheet.hidden = this.opened === null;
    this.element.classList.toggle("is-folded", Boolean(folded));
  }

  /** Opens the controls of a layer, or closes them. */
  turn(index) {
    this.opened = this.opened === index ? null : index;
    this.fold(true);
  }

  tellEnds(columns) {
    const [inputs, output] = [columns[0], columns.at(-1)];
    const title = (text) => make("h3", { class: "net-card-title" }, text);
    const made = columns.find(({ kind }) => kind === "made");
    this.inputs.replaceChildren(title(made ? "Data" : "Inputs"), make("p", { class: "net-facts" }, inputs.style === "image" ? count(inputs.total, "pixel") : `${inputs.total} chosen`));
    if (made) this.made.replaceChildren(title("Inputs"), make("p", { class: "net-facts" }, made.total ? `${made.total} made` : "…"));
    this.output.replaceChildren(title(output.total > 1 ? "Outputs" : "Output"), make("p", { class: "net-facts" }, count(output.total, "unit")));
  }

  showAdders(layers) {
    const wanted = this.desk.readOnly || this.element.classList.contains("is-folded") ? 0 : layers + 1;
    while (this.adders.length > wanted) this.adders.pop().remove();
    while (this.adders.length < wanted) {
      const index = this.adders.length;
      this.adders.push(make("button", { class: "net-add", type: "button", onclick: () => this.add(index) }, "+"));
    }
    this.adders.forEach((adder, index) => {
      const where = index === 0 ? "after the inputs" : `after layer ${index}`;
      adder.setAttribute("aria-label", `Add a layer ${where}`);
      adder.title = `Add a layer ${where}`;
      adder.disabled = layers >= this.most;
    });
  }

  /** One grid column for each column of the picture and for each gap between them. */
  order(columns, places) {
    const wanted = columns.flatMap((column) => {
      if (column.kind === "output") return [this.adders.at(-1), this.output];
      if (column.kind !== "hidden") return [column.kind === "made" ? this.made : this.inputs];
      return [this.adders[column.layer - 1], this.cards[column.layer - 1].element];
    }).filter(Boolean);
    // Moving an element would take the keyboard's focus from it.
    wanted.forEach((each, index) => {
      if (this.element.children[index] !== each) this.element.insertBefore(each, this.element.children[index] ?? null);
    });
    while (this.element.children.length > wanted.length) this.element.lastElementChild.remove();
    this.element.style.width = `${places.width}px`;
    this.element.classList.toggle("is-tight", places.gap < TIGHT);
    columns.forEach((column, index) => {
      const { left, width } = places.columns[index];
      const card = column.kind === "hidden" ? this.cards[column.layer - 1].element : this[column.kind];
      Object.assign(card.style, { left: `${left}px`, width: `${width}px` });
      const adder = column.kind === "hidden" ? this.adders[column.layer - 1] : column.kind === "output" ? this.adders.at(-1) : null;
      if (adder) adder.style.left = `${left - places.gap / 2}px`;
    });
    this.element.style.height = `${Math.max(...wanted.filter((each) => each.matches(".net-card")).map((card) => card.offsetHeight))}px`;
  }
}
