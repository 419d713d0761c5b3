// Which weight or layer is looked at: three lists, and links of the picture that are clicked.

import { layerName } from "../charts/layers.js";
import { make } from "../elements.js";

const WHOLE = "whole";
const BIAS = "bias";
/** Lists of more entries are cut: nobody finds anything in them, and the picture leads to the others. */
const MOST = 800;

export class Chooser {
  /** `lists`: {layer, unit, input}, each a <select>; `changed()` is told when another one was chosen. */
  constructor(lists, changed) {
    Object.assign(this, { lists, scene: null, subject: { layer: 1, unit: 0, input: 0 } });
    lists.layer.addEventListener("change", () => this.choose({ layer: Number(lists.layer.value), unit: null, input: null }, changed));
    lists.unit.addEventListener("change", () => {
      const unit = lists.unit.value === WHOLE ? null : Number(lists.unit.value);
      this.choose({ ...this.subject, unit, input: unit === null ? null : this.subject.input ?? 0 }, changed);
    });
    lists.input.addEventListener("change", () => this.choose({ ...this.subject, input: lists.input.value === BIAS ? null : Number(lists.input.value) }, changed));
  }

  choose(subject, changed = () => {}) {
    this.subject = subject;
    this.show();
    changed();
  }

  /** Another network: what it does not have is not looked at any more. */
  setScene(scene) {
    this.scene = scene;
    const { layer, unit, input } = this.subject;
    const there = scene.layers[layer - 1];
    if (!there || (unit ?? 0) >= there.units || (input ?? 0) >= there.fan_in) this.subject = { layer: 1, unit: 0, input: 0 };
    this.show();
  }

  show() {
    if (!this.scene) return;
    const { lists, scene, subject } = this;
    const layers = scene.layers.length;
    const { units, fan_in: fanIn } = scene.layers[subject.layer - 1];
    fill(lists.layer, scene.layers.map((_, index) => [index + 1, capital(layerName(index, layers))]), subject.layer);
    fill(lists.unit, [[WHOLE, "All of its weights"], ...listed(units, subject.unit, (unit) => this.unitName(subject.layer, unit))], subject.unit ?? WHOLE);
    fill(lists.input, [[BIAS, "Bias"], ...listed(fanIn, subject.input, (input) => `From ${this.sourceName(subject.layer, input)}`)], subject.input ?? BIAS);
    lists.input.parentElement.hidden = subject.unit === null;
  }

  unitName(layer, unit) {
    const { classes, target } = this.scene.output ?? {};
    const name = layer === this.scene.layers.length ? classes?.[unit] ?? target?.name : null;
    return name ? `Output ${name}` : `Unit ${unit + 1}`;
  }

  sourceName(layer, input) {
    return layer === 1 ? this.scene.inputs?.[input] ?? `input ${input + 1}` : `unit ${input + 1}`;
  }

  /** A subject in words: "hidden 1, unit 3, from x1". */
  nameOf(subject) {
    if (!subject) return "a gain or offset";
    const { layer, unit, input } = subject;
    const name = layerName(layer - 1, this.scene.layers.length);
    if (unit === null) return `layer ${name}`;
    return `${name}, ${this.unitName(layer, unit).toLowerCase()}, ${input === null ? "bias" : `from ${this.sourceName(layer, input)}`}`;
  }
}

function listed(total, chosen, name) {
  const shown = Array.from({ length: Math.min(total, MOST) }, (_, index) => index);
  if (chosen !== null && chosen >= MOST) shown.push(chosen);
  return shown.map((index) => [index, name(index)]);
}

function fill(list, entries, chosen) {
  const told = JSON.stringify(entries);
  if (list.told !== told) list.replaceChildren(...entries.map(([value, words]) => make("option", { value }, words)));
  list.told = told;
  list.value = String(chosen);
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
