// What one does with the data by hand: draw them anew, paste a table, put points on the map by clicks and take them away.

import { make } from "../elements.js";
import { addedNear, MOST_ADDED, pointAt, rounded } from "../network/added-points.js";
import { onMap } from "../network/maps.js";
import { css, classColour, palette } from "../network/palette.js";
import { drawMark } from "../network/output/marks.js";
import { className } from "../network/output/sayings.js";
import { say } from "../notices.js";
import { count, typed } from "../numbers.js";
import { AddedMarks, heightsOn } from "./added-marks.js";

const LOOK = "look";
const NUMBER = "number";
const SWATCH = 14;

export class DataTools {
  constructor(element, stage, desk) {
    Object.assign(this, { element, stage, desk, root: element.closest("[data-picture]"), adds: LOOK, value: 1 });
    this.marks = new AddedMarks(stage, () => this.added);
    this.build();
    stage.addEventListener("scene", () => this.show());
    document.addEventListener("theme-changed", () => this.offer());
    this.root.addEventListener("place", (event) => this.placed(event.detail));
    this.show();
  }

  get added() {
    return this.desk.settings().data.added ?? [];
  }

  build() {
    const button = (text, title, more) => make("button", { class: "button small", type: "button", title, ...more }, text);
    this.remove = button("", "Take away every point that was added by hand", { "data-remove-added": true, onclick: () => this.desk.set("data.added", []) });
    this.choices = make("div", { class: "add-choices", role: "radiogroup", "aria-label": "What a click on the map adds" });
    this.number = make("input", { class: "input number", type: "text", inputmode: "decimal", value: "1", id: "added-value", autocomplete: "off", oninput: ({ target }) => { this.value = typed(target.value); } });
    this.numberLine = make("p", { class: "add-number" }, make("label", { class: "quick-label", for: "added-value" }, "Its number"), this.number);
    this.hint = make("p", { class: "muted small" });
    this.adding = make("div", { class: "add-points" }, make("h3", {}, "A click on the map adds"), this.choices, this.numberLine, this.hint, this.remove);
    this.element.replaceChildren(
      make("div", { class: "data-buttons" },
        button("Regenerate", "Draw other samples and split them anew: another seed of the data", { "data-regenerate": true, onclick: () => this.regenerate() }),
        button("Paste CSV", "Your own data as CSV: paste them, or press Ctrl+V anywhere", { "data-own-table": true })),
      this.adding);
  }

  /** Follows the settings: called whenever the page shows something else. */
  show() {
    const { scene } = this.stage;
    const mapped = onMap(scene);
    this.adding.hidden = !mapped;
    if (!mapped) return;
    this.marks.lieOn(this.root.querySelector(".output-field"));
    const { task, classes } = scene.output;
    const key = JSON.stringify([task, classes, scene.kind]);
    if (key !== this.key) {
      this.adds = LOOK;
      this.key = key;
      this.offer();
    }
    const { added } = this;
    const told = JSON.stringify(added);
    if (told !== this.told) this.marks.draw();
    this.told = told;
    this.remove.hidden = added.length === 0;
    this.remove.textContent = `Remove ${count(added.length, "added point")}`;
  }

  /** What a click may add: a point of each class, or one with a number. */
  offer() {
    const { scene } = this.stage;
    if (!scene) return;
    const { task, classes } = scene.output;
    const choice = (value, label, ...shown) => {
      const radio = make("input", { type: "radio", name: "click-adds", value, "aria-label": label, onchange: () => this.choose(value) });
      radio.checked = value === this.adds;
      return make("label", { class: "segment", title: label }, radio, make("span", {}, ...shown));
    };
    const points = task === "classification"
      ? classes.map((called, index) => choice(String(index), `A click adds a point of ${className(called)}`, swatch(index, classes.length), called))
      : [choice(NUMBER, "A click adds a point", "a point")];
    this.choices.replaceChildren(choice(LOOK, "A click adds nothing", "nothing"), ...points);
    this.tellChoice();
  }

  choose(value) {
    this.adds = value;
    this.tellChoice();
  }

  tellChoice() {
    const adds = this.adds !== LOOK;
    this.root.querySelector(".output-field")?.classList.toggle("is-adding", adds);
    this.numberLine.hidden = !(this.adds === NUMBER && this.stage.scene.kind === "plane");
    this.hint.hidden = !adds;
    this.hint.textContent = "Click a ringed point to take it away. Keys on the map: arrows, Enter.";
  }

  placed({ values, at }) {
    const { scene, focus } = this.stage;
    if (this.adds === LOOK || (scene.kind === "line" && focus)) return;
    const { added } = this;
    const near = addedNear(this.marks.places(), at);
    if (near >= 0) {
      this.desk.set("data.added", added.filter((_, index) => index !== near));
      return;
    }
    const target = this.targetAt(at);
    if (typeof target !== "number") say("Type the number of the new point first");
    else if (added.length >= MOST_ADDED) say(`These are ${MOST_ADDED} added points: more are not possible`);
    else this.desk.set("data.added", [...added, pointAt(values, this.stage.view ?? scene.domain, target)]);
  }

  targetAt(at) {
    const { scene } = this.stage;
    if (this.adds !== NUMBER) return Number(this.adds);
    if (scene.kind === "plane") return this.value;
    const { low, high } = heightsOn(this.stage);
    return rounded(low + (high - low) * at[1], high - low);
  }

  regenerate() {
    const { data, seed } = this.desk.settings();
    let next = data.seed ?? seed;
    while (next === (data.seed ?? seed)) next = Math.floor(Math.random() * 10_000);
    this.desk.set("data.seed", next);
  }
}

/** The mark of a class as the map draws it. */
function swatch(index, classes) {
  const canvas = make("canvas", { width: 2 * SWATCH, height: 2 * SWATCH, "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  drawMark(context, { x: SWATCH / 2, y: SWATCH / 2, size: 4.5, split: "train", form: index, colour: classes ? classColour(index, classes) : css(palette().text) });
  return canvas;
}
