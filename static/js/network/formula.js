// The formula of a network with its current numbers: of its output or of one unit, layer by layer down to the columns. Pure.
//
// Small layers are written out unit by unit, large ones with matrices and their shapes.

import { inputEquations, inputSymbol } from "./formula-inputs.js";
import { activated, call, constant, equation, frac, meaningOf, name, op, parameter, row, symbol, weightedSum } from "./formula-parts.js";

const EPSILON = 1e-5;
const MOST_UNITS = 8;
/** Beyond so many numbers nobody reads unit after unit. */
const MOST_NUMBERS = 120;
const MOST_TERMS = 10;
const MOST_INPUTS = 8;
/** Of more inputs than that only the first are told. */
const FEW_INPUTS = 3;
/** Rows and columns of a matrix that are shown before the dots. */
const CORNER = 3;

/** [{title, lines: [node]}] from the output, or from the unit in focus, to the inputs. */
export function formula(scene, focus = null) {
  const last = scene.layers.length;
  const top = focus ? focus.layer : last;
  const groups = [];
  for (let number = top; number >= 1; number -= 1) {
    const unit = focus && number === top ? focus.unit : null;
    groups.push({ title: number === last ? "Output" : `Layer ${number}`, lines: layerLines(scene, number, unit) });
  }
  const inputs = top === 0 ? oneInput(scene, focus.unit) : inputEquations(scene, scene.inputs.length > MOST_INPUTS ? FEW_INPUTS : MOST_INPUTS);
  if (inputs.length) groups.push({ title: "Inputs", lines: inputs });
  return groups.map(({ title, lines }) => ({ title, lines: lines.filter(Boolean) }));
}

function oneInput(scene, unit) {
  const lines = inputEquations(scene, scene.inputs.length);
  const left = inputSymbol(scene, unit);
  const own = lines.filter(({ row: [each] }) => each === left || (each.hat && each.sub === left.sub));
  return own.length ? own : [equation(left, name(scene.inputs[unit]))];
}

function layerLines(scene, number, unit) {
  const layer = scene.layers[number - 1];
  const isLast = number === scene.layers.length;
  const meaning = meanings(scene, number);
  if (unit !== null) return [...unitLines(scene, number, unit), ...meaning];
  const lines = isSmall(scene, layer)
    ? Array.from({ length: layer.units }, (_, each) => unitLines(scene, number, each)).flat()
    : matrixLines(scene, number);
  if (isLast) return [...spoken(scene), ...lines];
  return [...lines, ...(layer.normalization === "layer" ? [layerFigures(number)] : []), ...meaning];
}

/** Whether every unit of a layer gets a line. */
function isSmall(scene, layer) {
  return layer.units <= MOST_UNITS && layer.fan_in <= MOST_UNITS && (scene.parameters <= MOST_NUMBERS || layer.units * layer.fan_in <= MOST_TERMS);
}

/** The meaning of an activation stands where it is met first, coming from the output. */
function meanings(scene, number) {
  const kind = scene.layers[number - 1].activation?.kind;
  const later = scene.layers.slice(number).some((layer) => layer.activation?.kind === kind);
  return later ? [] : [meaningOf(scene.layers[number - 1].activation)];
}

function unitLines(scene, number, unit) {
  const layer = scene.layers[number - 1];
  const isLast = number === scene.layers.length;
  const inputs = Array.from({ length: layer.fan_in }, (_, index) => before(scene, number, index));
  const sum = weightedSum(layer, unit, inputs, MOST_TERMS);
  const left = isLast ? outputSum(scene, unit) : symbol("a", String(unit + 1), `(${number})`);
  if (layer.normalization === "none") return [equation(left, activated(layer.activation, sum))];
  const z = symbol("z", String(unit + 1), `(${number})`);
  return [equation(left, activated(layer.activation, normalizedSum(scene, layer, unit, z, number))), equation(z, sum)];
}

function normalizedSum(scene, layer, unit, z, number) {
  const statistics = scene.layers.at(-1).end + layer.statistics;
  const byBatch = layer.normalization === "batch";
  const moved = byBatch ? row(z, { value: (weights) => -weights[statistics + unit] }) : row(z, op("−"), symbol("m", null, `(${number})`));
  const under = byBatch
    ? { value: (weights) => Math.sqrt(weights[statistics + layer.units + unit] + EPSILON), first: true }
    : symbol("s", null, `(${number})`);
  return row(parameter(layer.gain + unit, { first: true }), frac(moved, under), parameter(layer.offset + unit));
}

function layerFigures(number) {
  const [m, s, z] = ["m", "s", "z"].map((letter) => symbol(letter, null, `(${number})`));
  return row(m, op("="), call(name("mean"), z), op(","), name(" "), s, op("="), { root: row(call(name("var"), z), op("+"), name("0.00001")) });
}

/** What unit `index` of the layer before hands on. */
function before(scene, number, index) {
  return number === 1 ? inputSymbol(scene, index) : symbol("a", String(index + 1), `(${number - 1})`);
}

function matrixLines(scene, number) {
  const layer = scene.layers[number - 1];
  const isLast = number === scene.layers.length;
  const [weights, biases] = ["W", "b"].map((letter) => symbol(letter, null, `(${number})`, { bold: true }));
  const input = number === 1 ? symbol("x", null, null, { hat: true, bold: true }) : symbol("a", null, `(${number - 1})`, { bold: true });
  const sum = row(weights, input, op("+"), biases);
  const left = symbol(isLast ? "z" : "a", null, isLast ? null : `(${number})`, { bold: true });
  const normalized = layer.normalization === "none" ? sum : call(name(layer.normalization === "batch" ? "BatchNorm" : "LayerNorm"), sum);
  return [
    equation(left, activated(layer.activation, normalized)),
    row(
      equation(weights, corner(layer.units, layer.fan_in, (unit, index) => layer.start + unit * layer.fan_in + index)), op(","), name(" "),
      equation(biases, corner(layer.units, 1, (unit) => layer.bias + unit)),
    ),
  ];
}

/** The first rows and columns of a matrix and its last, with dots between and its shape behind. */
function corner(rows, columns, place) {
  const [down, across] = [shown(rows), shown(columns)];
  const dots = (vertical, horizontal) => op(vertical && horizontal ? "⋱" : vertical ? "⋮" : "⋯");
  const cell = (unit, index) => (unit === null || index === null ? dots(unit === null, index === null) : parameter(place(unit, index), { first: true }));
  return { matrix: down.map((unit) => across.map((index) => cell(unit, index))), shape: `${rows}×${columns}` };
}

function shown(length) {
  if (length <= CORNER + 2) return Array.from({ length }, (_, index) => index);
  return [...Array.from({ length: CORNER }, (_, index) => index), null, length - 1];
}

/** What is made of the last sums: probabilities, or a number in the unit of its target. */
function spoken(scene) {
  const { activation, classes, target } = scene.output;
  if (activation === "sigmoid") return [equation(call(symbol("P"), name(calledClass(classes[1]))), logistic(symbol("z")))];
  if (activation === "softmax") return [equation(call(symbol("P"), name(classes.length > 2 ? "class k" : calledClass(classes[1]))), softmax(classes.length))];
  return inUnits(scene) ? [equation(name(target.name), constant(target.scale, { first: true }), symbol("z"), constant(target.shift))] : [];
}

/** Whether the network says numbers in standard deviations. */
function inUnits({ output: { target } }) {
  return (target.scale ?? 1) !== 1 || (target.shift ?? 0) !== 0;
}

function softmax(classes) {
  const exponential = (index) => ({ power: [symbol("e"), symbol("z", index)] });
  if (classes === 2) return frac(exponential("2"), row(exponential("1"), op("+"), exponential("2")));
  return frac(exponential("k"), { sum: ["j", exponential("j")] });
}

function logistic(z) {
  return frac(1, row(1, op("+"), { power: [symbol("e"), row(op("−"), z)] }));
}

/** Classes that are called by a number need a word before it. */
function calledClass(called) {
  return /^\d+$/.test(called) ? `class ${called}` : called;
}

function outputSum(scene, unit) {
  if (scene.output.task === "regression" && !inUnits(scene)) return name(scene.output.target.name ?? "y");
  return symbol("z", scene.layers.at(-1).units > 1 ? String(unit + 1) : null);
}
