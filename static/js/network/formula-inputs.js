// How the inputs of a network come from the columns of the data, as equations with their numbers. Pure.

import { call, constant, equation, frac, name, op, row, symbol } from "./formula-parts.js";

const COORDINATE = /^x([12])?$/;
const TILES = {
  "x1^2": (x1) => ({ power: [x1, 2] }),
  "x2^2": (x1, x2) => ({ power: [x2, 2] }),
  "x1x2": (x1, x2) => row(x1, x2),
  "sin x1": (x1) => call(name("sin"), x1),
  "sin x2": (x1, x2) => call(name("sin"), x2),
};

/** The sign for prepared input number `index`, from 0. */
export function inputSymbol(scene, index) {
  const own = scene.inputs[index].match(COORDINATE);
  if (own && same(scene, index)) return symbol("x", own[1] ?? null);
  return symbol("x", String(index + 1), null, { hat: true });
}

/** x̂₁ = (x₁ − 0.02) / 3.1, one for each of the first inputs that is not just a column. */
export function inputEquations(scene, most) {
  const { distort } = scene.pipeline;
  const lines = scene.inputs.slice(0, most).flatMap((_, index) => {
    const left = inputSymbol(scene, index);
    return left.hat ? [equation(left, normalized(scene, index))] : [];
  });
  if (scene.inputs.length > most) lines.push(row(op("⋮")));
  return isDistorted(distort) ? [...lines, ...distortions(scene, most)] : lines;
}

function same({ pipeline: { distort, shift, scale } }, index) {
  return !isDistorted(distort) && (shift?.[index] ?? 0) === 0 && (scale?.[index] ?? 1) === 1;
}

function normalized(scene, index) {
  const { shift, scale } = scene.pipeline;
  const raw = rawInput(scene, index);
  const moved = shift?.[index] ? row(raw, constant(-shift[index])) : raw;
  return (scale?.[index] ?? 1) === 1 ? moved : frac(moved, constant(scale[index], { first: true }));
}

/** Input number `index` before normalization: a column, a tile, or what an expansion made of one. */
function rawInput(scene, index) {
  const { features, expansion } = scene.pipeline;
  const degree = expansion.degree;
  if (expansion.kind === "polynomial") {
    const power = (index % degree) + 1;
    const base = feature(scene, features[Math.floor(index / degree)]);
    return power === 1 ? base : { power: [base, power] };
  }
  if (expansion.kind === "chebyshev") {
    if (index === 0) return 1;
    const at = index - 1;
    return call(symbol("T", String((at % degree) + 1)), feature(scene, features[Math.floor(at / degree)]));
  }
  return feature(scene, features[index]);
}

function feature(scene, called) {
  const [x1, x2] = ["1", "2"].map((sub) => symbol("x", sub, null, { prime: isDistorted(scene.pipeline.distort) }));
  return TILES[called]?.(x1, x2) ?? column(scene, called);
}

function column(scene, called) {
  const prime = isDistorted(scene.pipeline.distort);
  const coordinate = called.match(COORDINATE);
  if (coordinate) return symbol("x", coordinate[1] ?? null, null, { prime });
  return prime ? row(name(called), op("′")) : name(called);
}

function isDistorted({ shift, scale }) {
  return [shift].flat().some((each) => each !== 0) || [scale].flat().some((each) => each !== 1);
}

function distortions(scene, most) {
  const at = (setting, index) => (Array.isArray(setting) ? setting[index] : setting);
  const { shift, scale } = scene.pipeline.distort;
  return scene.columns.slice(0, most).map((called, index) => {
    const plain = called.match(COORDINATE) ? symbol("x", called.match(COORDINATE)[1] ?? null) : name(called);
    return equation(column(scene, called), constant(at(scale, index), { first: true, exact: true }), plain, constant(at(shift, index), { exact: true }));
  });
}
