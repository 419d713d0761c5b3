// One racer as it is set: its number and colour, its learning rate, and behind a fold everything else.

import { make } from "../elements.js";
import { count } from "../numbers.js";
import { RacerForm } from "./racer-form.js";
import { RateField } from "./rate-field.js";

/** Tells "changed" with `racer` in its detail; "duplicate" and "remove" when pressed. */
export class RacerCard extends EventTarget {
  constructor(root, number, racer, titles) {
    super();
    Object.assign(this, { number, racer, titles });
    this.form = new RacerForm(root, number, racer.optimizer);
    this.form.rebuild();
    this.rate = new RateField(this.form);
    this.form.head = this.rate.element;
    this.form.addEventListener("usable", ({ detail }) => this.settle(detail.path));
    this.build();
  }

  build() {
    const action = (name, text, act) => make("button", { class: "button quiet small", type: "button", "data-racer-action": name, onclick: act }, text);
    this.title = make("h3", {});
    this.hide = action("hide", "Hide", () => this.change({ hidden: !this.racer.hidden }));
    this.name = make("input", { class: "input", id: `racer-name-${this.number}`, maxlength: 40, autocomplete: "off", value: this.racer.name ?? "", oninput: () => this.change({ name: this.name.value.trim() || undefined }) });
    this.summary = make("summary", {});
    this.fold = make("details", { class: "racer-settings" }, this.summary, this.form.container,
      make("div", { class: "racer-name" }, make("label", { class: "field-label", for: this.name.id }, "Name"), this.name));
    this.element = make("article", { class: "racer", "data-racer": this.number },
      make("header", {}, make("span", { class: `racer-ball run-${(this.number % 8) + 1}` }, String(this.number + 1)), this.title,
        make("div", { class: "racer-actions" }, this.hide, action("duplicate", "Duplicate", () => this.tell("duplicate")), action("remove", "Remove", () => this.tell("remove")))),
      this.rate.element, this.fold);
    this.show();
  }

  /** The form has something that can be raced with. */
  settle(path) {
    const { optimizer } = this.form;
    const other = optimizer.kind !== this.racer.optimizer.kind;
    this.change({ optimizer });
    if (other || path === this.form.part) this.rate.draw();
  }

  change(part) {
    this.racer = Object.fromEntries(Object.entries({ ...this.racer, ...part }).filter(([, value]) => value !== undefined && value !== false));
    this.show();
    this.tell("changed");
  }

  show() {
    const { racer, titles, number } = this;
    const title = titles.get(racer.optimizer.kind);
    const name = racer.name || title;
    this.title.textContent = name;
    this.element.classList.toggle("is-hidden", Boolean(racer.hidden));
    this.hide.textContent = racer.hidden ? "Show" : "Hide";
    for (const button of this.element.querySelectorAll("[data-racer-action]")) button.setAttribute("aria-label", `${button.textContent} racer ${number + 1}, ${name}`);
    const others = Object.keys(racer.optimizer).filter((field) => !["kind", "learning_rate", "rule", "constants"].includes(field)).length + Object.keys(racer.optimizer.constants ?? {}).length;
    this.summary.textContent = `${title}${others ? `, ${count(others, "more setting")}` : ""}`;
  }

  tell(what) {
    this.dispatchEvent(new CustomEvent(what));
  }
}
