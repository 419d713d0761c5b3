// What the network says, in words: of the output or of one unit, at one place or over the whole map. Pure.

import { figure, percent } from "../../numbers.js";
import { likeliestAt } from "../likeliest.js";

const MOST_TOLD = 3;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** A column's or an input's name as people write it: x₁, sin x₂, x₁². */
export function shownName(name) {
  return name.replace(/(?<![A-Za-z_])x(\d)(?!\d)/g, (_, digit) => `x${SUBSCRIPTS[digit]}`).replaceAll("^2", "²");
}

/** A class by its name, where that is more than a number. */
export function className(name) {
  return /^\d+$/.test(name) ? `class ${name}` : name;
}

/** A figure with the minus that people write. */
export function signedFigure(value) {
  return value === 0 ? "0" : figure(value).replace(/^-/, "−");
}

/** What is looked at: a heading for the map. */
export function headingOf(scene, focus) {
  if (!scene || !focus) return "Output";
  if (focus.layer === 0) return `Input ${shownName(scene.inputs?.[focus.unit] ?? scene.columns[focus.unit])}`;
  if (focus.layer === scene.layers.length) return scene.output.classes[focus.unit] ? `Output for ${className(scene.output.classes[focus.unit])}` : "Output";
  return `Unit ${focus.unit + 1} of hidden layer ${focus.layer}`;
}

export function isClassification(scene) {
  return scene.output.task === "classification";
}

/** The two classes' or the only number's single sign: whether a map has one signed value per cell. */
export function isSigned(scene) {
  return !isClassification(scene) || scene.output.classes.length <= 2;
}

/** One array of signed values: numbers as they are, two classes from −1, surely the first, to 1, surely the second. */
export function signedValues(scene, values) {
  if (!isClassification(scene)) return values[0];
  if (values.length === 1) return values[0].map((share) => 2 * share - 1);
  return values[1].map((share, cell) => share - values[0][cell]);
}

/** A network's number in the unit of the target. */
export function inUnits(scene, value) {
  const { shift = 0, scale = 1 } = scene.output.target ?? {};
  return shift + scale * value;
}

/** The shares of all classes at a cell, also where one output stands for two of them. */
export function sharesAt(scene, values, cell) {
  if (values.length === 1) return [1 - values[0][cell], values[0][cell]];
  return scene.output.classes.map((_, index) => values[index][cell]);
}

/** What is read at one place: [{name, value}], the likeliest classes first. */
export function readAt(scene, values, cell) {
  if (!isClassification(scene)) return [{ name: scene.output.target?.name || "output", value: signedFigure(inUnits(scene, values[0][cell])) }];
  const written = scene.output.activation === "linear" ? signedFigure : percent;
  return sharesAt(scene, values, cell)
    .map((share, index) => ({ name: className(scene.output.classes[index]), value: written(share), share, index }))
    .sort((one, other) => other.share - one.share)
    .slice(0, MOST_TOLD);
}

/** The whole map in one sentence, for those who do not see it. */
export function summaryOf(scene, maps) {
  const where = scene.columns.map((name, column) => `${name} from ${signedFigure(maps.output.low[column])} to ${signedFigure(maps.output.high[column])}`).join(" and ");
  const { focus, output } = maps;
  if (focus) return `${headingOf(scene, focus)} over ${where}: between ${signedFigure(focus.range.low)} and ${signedFigure(focus.range.high)}.`;
  if (output.values.some((values) => !values.every(Number.isFinite))) return `The network's numbers have exploded: over ${where} it says nothing any more.`;
  if (isClassification(scene)) return `What the network says for ${where}: ${areas(scene, output.values)}.`;
  const said = Array.from(output.values[0], (value) => inUnits(scene, value));
  const name = scene.output.target?.name || "the output";
  return `What the network says for ${where}: ${name} between ${signedFigure(said.reduce((a, b) => Math.min(a, b)))} and ${signedFigure(said.reduce((a, b) => Math.max(a, b)))}.`;
}

function areas(scene, values) {
  const cells = values[0].length;
  const counts = scene.output.classes.map(() => 0);
  for (let cell = 0; cell < cells; cell += 1) counts[values.length === 1 ? Number(values[0][cell] > 0.5) : likeliestAt(values, cell)] += 1;
  const told = counts.map((count, index) => ({ count, text: `${className(scene.output.classes[index])} in ${percent(count / cells)}` }));
  const largest = told.filter(({ count }) => count).sort((one, other) => other.count - one.count).slice(0, MOST_TOLD);
  return `${largest.map(({ text }) => text).join(", ")} of the ${scene.kind === "line" ? "line" : "area"}`;
}
