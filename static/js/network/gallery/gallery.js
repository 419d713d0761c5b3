// What the network gets right and wrong, where samples are not points on a map: confusions, most wrong samples, and what
// it says about the chosen one; for numbers, those said against those that are true.

import { make } from "../../elements.js";
import { oncePerFrame } from "../../frames.js";
import { whole } from "../../numbers.js";
import { onMap } from "../maps.js";
import { Answers } from "./answers.js";
import { ClassPanel } from "./class-panel.js";
import { NumberPanel } from "./number-panel.js";
import { Sounds } from "./sounds.js";

const SPLITS = [["train", "Training"], ["validation", "Validation"], ["test", "Test"]];

/** Whether this kind of data needs a gallery: points on a map or a line show everything by themselves. Pure. */
export function needsGallery(scene) {
  if (!scene) return false;
  return !onMap(scene) || (scene.output.task === "classification" && (scene.kind === "line" || scene.output.classes.length > 2));
}

export class Gallery {
  constructor(element, stage) {
    Object.assign(this, { element, stage, wish: "validation", found: null });
    this.draw = oncePerFrame(() => this.paint());
    this.answers = new Answers(stage, (found) => {
      this.found = found;
      this.draw();
    });
    this.sounds = new Sounds(() => this.draw());
    stage.addEventListener("scene", () => this.begin());
    document.addEventListener("theme-changed", () => this.draw());
    this.watcher = new IntersectionObserver((entries) => this.answers.see(entries.at(-1).isIntersecting), { rootMargin: "100px" });
    this.watcher.observe(element);
    element.classList.add("gallery");
    element.hidden = true;
    if (stage.scene) this.begin();
  }

  /** `spec`: the settings on show; `live`: the experiment with them, or null. */
  show(spec, live) {
    Object.assign(this, { spec, live });
  }

  get splits() {
    return SPLITS.filter(([name]) => this.stage.scene.samples?.[name]?.count);
  }

  /** A split that is there: the one that was asked for, if it is. */
  get split() {
    const names = this.splits.map(([name]) => name);
    return names.includes(this.wish) ? this.wish : names[0];
  }

  begin() {
    const { scene } = this.stage;
    this.found = null;
    this.element.hidden = !needsGallery(scene);
    if (this.element.hidden) {
      this.element.replaceChildren();
      this.panel = null;
      return;
    }
    if (!this.splits.length) {
      this.panel = null;
      this.element.replaceChildren(make("h2", {}, "Right and wrong"), make("p", { class: "muted" }, missing(scene)));
      return;
    }
    this.build(scene);
    this.answers.look(this.split);
  }

  build(scene) {
    const Panel = scene.output.task === "regression" ? NumberPanel : ClassPanel;
    if (!(this.panel instanceof Panel)) this.panel = new Panel(() => this.draw());
    this.panel.begin(scene);
    this.note = make("p", { class: "gallery-note muted small" });
    const focused = this.element.contains(document.activeElement) && document.activeElement.name === "gallery-split";
    this.element.replaceChildren(make("div", { class: "gallery-head" }, make("h2", {}, this.panel.title), this.note, this.chooser(), ...this.panel.tools), this.panel.element);
    if (focused) this.element.querySelector("input:checked").focus();
  }

  chooser() {
    const choices = this.splits.map(([name, title]) => {
      const radio = make("input", { type: "radio", name: "gallery-split", value: name, onchange: () => this.choose(name) });
      radio.checked = name === this.split;
      return make("label", { class: "segment" }, radio, make("span", {}, title));
    });
    return make("div", { class: "segments", role: "radiogroup", "aria-label": "Samples of which split" }, ...choices);
  }

  choose(split) {
    this.wish = split;
    this.found = null;
    this.panel.forget();
    this.answers.look(this.split);
  }

  paint() {
    const { found, panel, stage: { scene, run } } = this;
    if (!found || !panel || found.scene !== scene) return;
    this.sounds.load(scene, found.split, this.spec, this.live, run);
    const { count, total = count } = scene.samples[found.split];
    const part = total > count ? `${whole(count)} of ${whole(total)} samples` : `${whole(count)} samples`;
    this.note.textContent = `${panel.show(found)} ${part}, ${found.epoch === 0 ? "before training" : `after epoch ${whole(found.epoch)}`}`;
  }
}

function missing(scene) {
  if (scene.pending) return "The samples are being made …";
  return scene.samples ? "There are no samples to show." : "These samples have too many numbers to be looked at one by one here.";
}
