// What the colours and marks of the large map mean.

import { make } from "../../elements.js";
import { classColour, css, palette } from "../palette.js";
import { drawMark, SPLITS, targetLimit } from "./marks.js";
import { className, inUnits, isClassification, isSigned, signedFigure } from "./sayings.js";

const NAMES = { train: "Training", validation: "Validation", test: "Test" };
const ICON = 14;

/** The legend's elements for what is on show; `focus` is the map of a unit or null. */
export function legendOf(scene, focus, { discretize }) {
  if (scene.kind === "line") return [focus || !isClassification(scene) ? curve(focus ? "The unit" : "The network") : classes(scene)];
  if (focus) return [bar(signedFigure(-focus.range.limit), "0", signedFigure(focus.range.limit))];
  if (!isSigned(scene)) return [classes(scene), make("p", { class: "muted output-note", hidden: discretize }, "The fainter, the less sure.")];
  if (isClassification(scene)) return [bar(className(scene.output.classes[0]), "unsure", className(scene.output.classes[1]), (index) => mark({ form: index, colour: classColour(index, 2) }))];
  const limit = targetLimit(scene);
  const name = scene.output.target?.name || "output";
  return [bar(signedFigure(inUnits(scene, -limit)), `${name}: ${signedFigure(inUnits(scene, 0))}`, signedFigure(inUnits(scene, limit)))];
}

/** A canvas with one mark. */
export function mark({ split = "train", form = 0, colour }) {
  const canvas = make("canvas", { width: 2 * ICON, height: 2 * ICON, class: "output-mark", "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  drawMark(context, { x: ICON / 2, y: ICON / 2, size: 4, split, form, colour });
  return canvas;
}

/** The switches for the splits, each with its mark; a split that is not there cannot be switched on. */
export function splitSwitches(scene, change) {
  return SPLITS.map((name) => {
    const sealed = name === "test" && !scene.samples?.test;
    const box = make("input", { type: "checkbox", "data-option": name, disabled: !scene.samples?.[name]?.count, onchange: (event) => change(name, event.target.checked) });
    const colour = css(scene.kind === "line" && !isClassification(scene) ? palette()[name] : palette().text);
    const why = sealed ? "The test samples are shown after their owner has opened the test set." : null;
    return make("label", { class: "output-switch", title: why }, box, mark({ split: name, colour }), sealed ? "Test (sealed)" : NAMES[name]);
  });
}

function bar(low, middle, high, icon = null) {
  const end = (text, index) => make("span", {}, icon?.(index), text);
  return make("div", { class: "output-bar" }, make("div", { class: "output-bar-colours", "aria-hidden": "true" }),
    make("div", { class: "output-bar-words" }, end(low, 0), make("span", {}, middle), end(high, 1)));
}

function curve(name) {
  return make("p", { class: "output-curve" }, make("span", { "aria-hidden": "true" }), name);
}

function classes(scene) {
  const many = scene.output.classes.length;
  return make("ul", { class: "output-classes" }, ...scene.output.classes.map((name, index) =>
    make("li", {}, mark({ form: index, colour: classColour(index, many) }), className(name))));
}
