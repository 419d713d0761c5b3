// The racers of the lab: added, changed, duplicated, hidden and removed here.

import { make } from "../elements.js";
import { variants } from "../schema.js";
import { beginning } from "./members.js";
import { Limits } from "./limits.js";
import { programOf } from "./racer-programs.js";
import { RacerCard } from "./racer-card.js";
import { withRacers } from "./racer-form.js";

export const MOST_RACERS = 8;

export class RacersPanel {
  constructor(lab, section, { limits = new Limits() } = {}) {
    Object.assign(this, { lab, section, limits, cards: [], own: null });
    this.root = withRacers(lab.schema);
    const members = variants(lab.schema, lab.schema.properties.optimizer);
    this.titles = new Map(members.map(({ kind, title }) => [kind, title]));
    this.list = make("div", { class: "racers" });
    this.choice = make("select", { class: "select", "aria-label": "Add a racer", "data-add-racer": "", onchange: () => this.add(this.choice.value) },
      make("option", { value: "" }, "Add a racer …"), ...members.map(({ kind, title }) => make("option", { value: kind }, title)));
    this.full = make("p", { class: "small muted" }, `${MOST_RACERS} racers are as many as can be told apart.`);
    section.append(make("header", { class: "racers-head" }, make("h2", {}, "Racers"), this.choice), this.list, this.full);
    section.hidden = false;
    lab.addEventListener("racers", () => lab.state.racers !== this.own && this.rebuild());
    for (const part of ["surface", "start", "rules"]) lab.addEventListener(part, () => this.look());
    this.rebuild();
  }

  rebuild() {
    this.cards = this.lab.state.racers.map((racer, number) => this.card(racer, number));
    this.list.replaceChildren(...this.cards.map(({ element }) => element), ...(this.cards.length ? [] : [make("p", { class: "muted" }, "Nobody races. Add an optimizer, or write one.")]));
    this.choice.hidden = this.cards.length >= MOST_RACERS;
    this.full.hidden = !this.choice.hidden;
    this.look();
  }

  card(racer, number) {
    const card = new RacerCard(this.root, number, racer, this.titles);
    card.addEventListener("changed", () => {
      this.put(this.lab.state.racers.map((each, index) => (index === number ? card.racer : each)));
      this.lookAt(card);
    });
    card.addEventListener("duplicate", () => this.change([...this.lab.state.racers, structuredClone(card.racer)].slice(0, MOST_RACERS)));
    card.addEventListener("remove", () => this.change(this.lab.state.racers.filter((_, index) => index !== number)));
    return card;
  }

  /** Everybody hears of it, and the cards stay as they are: somebody is at work in one. */
  put(racers) {
    this.own = racers;
    this.lab.set("racers", racers);
  }

  change(racers) {
    const before = this.cards.length;
    this.lab.set("racers", racers);
    // Whoever added or removed one goes on from here by keyboard.
    const card = this.cards[Math.min(this.cards.length, before) - (racers.length > before ? 0 : 1)] ?? this.cards.at(-1);
    (card?.element.querySelector("input") ?? this.choice).focus({ preventScroll: true });
  }

  add(kind) {
    this.choice.value = "";
    if (!kind) return;
    this.change([...this.lab.state.racers, { optimizer: beginning(this.lab.schema, "optimizer", kind) }]);
    this.cards.at(-1).fold.open = kind === "written";
  }

  look() {
    for (const card of this.cards) this.lookAt(card);
  }

  /** Tells a card how steep it is: everywhere on a bowl, else where the race begins. */
  async lookAt(card) {
    const { landscape, startWeights, schema } = this.lab;
    const shape = landscape.shape(startWeights);
    const where = landscape.bowl || landscape.weights > 2 ? "" : " at the start";
    const { optimizer } = card.racer;
    const asked = card.asked = {};
    const program = await programOf(schema, optimizer, () => card.asked === asked);
    if (card.asked !== asked) return;
    const limit = await this.limits.of(optimizer, program, shape?.eigenvalues.at(-1));
    if (card.asked === asked) card.rate.know(shape, limit, where);
  }
}
