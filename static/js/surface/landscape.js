// A surface as the lab draws it and walks on it: error, gradient and Hessian at any weights, its minima, and where to look.
// Everything is float64 and equals `python -m training.surfaces`. Pure.

import { BOWLS } from "./bowls.js";
import { domainOf, searchedBox } from "./domains.js";
import { fromCoefficients, fromPrograms } from "./formulas.js";
import { minimaIn } from "./minima.js";
import { eigen, solved } from "./symmetric.js";
import { shapeOf } from "./shape.js";

const NAMES = ["w₁", "w₂"];

/**
 * The landscape of a surface's spec with the penalty l2/2 · Σw². `programs`: {value, gradient, hessian} of a surface that
 * is a formula, as the schema or POST /api/formulas has them. A landscape has
 * `weights` (how many), `value(w)`, `gradient(w)`, `hessian(w)` (null where there are more than two weights),
 * `shape(w)` (curvatures, largest stable step … at w), `bowl` ({hessian, b}, or null) and `curved` (whether the curvature
 * changes from place to place), `minima` ([{w, value, global}]), `domain` ({low, high} of what is worth seeing) and
 * `plane` ({names, of(w), at(place)}): which one or two numbers of the weights the picture shows.
 */
export function landscapeOf(spec, { l2 = 0, programs = null } = {}) {
  if (spec.kind === "fan_in") return ofMany(BOWLS.fan_in(spec), l2);
  if (Object.hasOwn(BOWLS, spec.kind)) return ofBowl(BOWLS[spec.kind](spec), l2);
  if (spec.kind !== "polynomial" && !programs) throw new Error(`There is no picture of a surface “${spec.kind}”.`);
  const base = spec.kind === "polynomial" ? fromCoefficients(spec) : fromPrograms(programs, constantsOf(spec));
  // Without its fence a saddle has the same curvature everywhere, which its formula with a condition does not show.
  const constant = base.constant || (spec.kind === "saddle" && spec.fence === 0);
  return constant ? ofBowl(asBowl(base), l2) : ofHills(base, spec, l2);
}

function constantsOf({ kind: _, formula: __, ...constants }) {
  return constants;
}

/** A formula whose curvature is the same everywhere. */
function asBowl(base) {
  const zero = new Array(base.weights).fill(0);
  return { ...base, hessian: base.hessian(zero).map((row) => [...row]), b: base.gradient(zero).map((each) => -each) };
}

function ofHills(base, spec, l2) {
  const hessian = (w) => base.hessian(w).map((row, i) => row.map((value, j) => value + (i === j ? l2 : 0)));
  const landscape = { ...penalised(base, l2), bowl: null, curved: true, hessian, shape: (w) => shapeOf(hessian(w)), plane: planeOf(base.weights) };
  const minima = minimaIn(landscape, searchedBox(spec, base.weights));
  return { ...landscape, minima, domain: domainOf(spec, base.weights, minima) };
}

function planeOf(weights) {
  return { names: weights === 1 ? ["w"] : NAMES, of: (w) => w, at: (place) => place };
}

function ofBowl(base, l2) {
  const hessian = base.hessian.map((row, i) => row.map((value, j) => value + (i === j ? l2 : 0)));
  const landscape = {
    ...penalised(base, l2),
    bowl: { hessian, b: base.b },
    curved: false,
    hessian: () => hessian,
    shape: () => shapeOf(hessian),
    plane: planeOf(base.weights),
  };
  const { values, vectors } = eigen(hessian);
  // −0 + 0 is 0: nobody wants to read "−0".
  const lowest = values[0] > 0 ? solved(hessian, base.b).map((each) => each + 0) : null;
  // Without a single minimum: the point of the level floor, or of the pass, that is nearest to 0.
  const middle = lowest ?? nearest(values, vectors, base.b);
  return { ...landscape, minima: lowest ? [minimum(landscape, lowest)] : [], domain: around(middle, middle.map((each) => Math.max(1, Math.abs(each)))) };
}

function ofMany(base, l2) {
  const { weights } = base;
  const landscape = { ...penalised(base, l2), bowl: null, curved: false, hessian: () => null, shape: () => curvatures(weights, l2) };
  const w = base.plane.at([(weights * -base.gradient(new Array(weights).fill(0))[0]) / (weights + l2)]);
  return { ...landscape, minima: [minimum(landscape, w)], domain: around(base.plane.of(w), [Math.max(1, Math.abs(base.plane.of(w)[0]))]) };
}

/** One steep direction, along which all weights grow; in all the others only the penalty curves. */
function curvatures(weights, l2) {
  const eigenvalues = weights === 1 ? [1 + l2] : [...new Array(weights - 1).fill(l2), weights + l2];
  const steep = weights + l2;
  return { ...shapeOf([[steep]]), hessian: null, eigenvectors: [], eigenvalues, condition: eigenvalues[0] > 0 ? steep / eigenvalues[0] : Infinity, bestStep: eigenvalues[0] > 0 ? 2 / (steep + eigenvalues[0]) : null };
}

function penalised(base, l2) {
  if (!l2) return { ...base };
  return {
    ...base,
    value: (w) => base.value(w) + (l2 / 2) * w.reduce((sum, each) => sum + each * each, 0),
    gradient: (w) => base.gradient(w).map((each, index) => each + l2 * w[index]),
  };
}

function minimum(landscape, w) {
  return { w, value: landscape.value(w), global: true };
}

function nearest(values, vectors, b) {
  const place = new Array(b.length).fill(0);
  values.forEach((value, axis) => {
    if (value === 0) return;
    const share = vectors[axis].reduce((sum, part, index) => sum + part * b[index], 0) / value;
    vectors[axis].forEach((part, index) => { place[index] += share * part; });
  });
  return place;
}

function around(middle, reach) {
  return { low: middle.map((value, index) => value - reach[index]), high: middle.map((value, index) => value + reach[index]) };
}
