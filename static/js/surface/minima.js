// The minima of a landscape inside a box: a grid shows where to look, Newton's method finds the place to the last digit. Pure.

import { eigen, solved } from "./symmetric.js";

const CELLS = 61;
const POINTS = 801;
const STEPS = 80;
const LEVEL_STEPS = 4;
const HALVINGS = 60;
/** Of a field of hundreds of holes the deepest are enough; a few more than that are looked into, for some are the same one. */
const MOST = 40;
const ENOUGH = 60;
const SHORTEST = 1e-9;
/** A step this many times shorter than the place is far from 0 moves nothing but the last bits. */
const LAST_BITS = 1e-15;

/** [{w, value, global}], the lowest first; none of them is global where the landscape falls below it elsewhere in the box. */
export function minimaIn(landscape, box) {
  const found = landscape.weights === 1 ? alongLine(landscape, box) : inPlane(landscape, box);
  const minima = [];
  const size = Math.max(...box.high.map((high, axis) => high - box.low[axis]));
  for (const w of found.places) {
    const value = landscape.value(w);
    if (Number.isFinite(value) && !minima.some((each) => each.w.every((part, axis) => Math.abs(part - w[axis]) < 1e-6 * size))) minima.push({ w, value });
  }
  minima.sort((one, other) => one.value - other.value);
  const lowest = minima[0]?.value;
  const near = 1e-9 * (1 + Math.abs(lowest));
  return minima.slice(0, MOST).map((each) => ({ ...each, global: each.value <= lowest + near && found.lowest >= lowest - near }));
}

/** Between two points where the slope turns from down to up there is a minimum. */
function alongLine(landscape, { low: [low], high: [high] }) {
  const at = (index) => low + (index / (POINTS - 1)) * (high - low);
  const slope = (w) => landscape.gradient([w])[0];
  const places = [];
  let lowest = Infinity;
  for (let index = 0; index < POINTS; index += 1) {
    lowest = Math.min(lowest, finite(landscape.value([at(index)])));
    if (index && slope(at(index - 1)) < 0 && slope(at(index)) >= 0) places.push([bisected(slope, at(index - 1), at(index))]);
  }
  return { places, lowest };
}

function bisected(slope, low, high) {
  let [left, right] = [low, high];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (left + right) / 2;
    if (middle === left || middle === right) break;
    if (slope(middle) < 0) left = middle;
    else right = middle;
  }
  return Math.abs(slope(left)) < Math.abs(slope(right)) ? left : right;
}

/** From every point of the grid that is lower than its neighbours. */
function inPlane(landscape, box) {
  const at = (axis, cell) => box.low[axis] + (cell / (CELLS - 1)) * (box.high[axis] - box.low[axis]);
  const values = Float64Array.from({ length: CELLS * CELLS }, (_, index) => finite(landscape.value([at(0, index % CELLS), at(1, Math.floor(index / CELLS))])));
  const holes = [];
  for (let row = 1; row < CELLS - 1; row += 1) {
    for (let column = 1; column < CELLS - 1; column += 1) {
      const here = row * CELLS + column;
      if (lowestAround(values, here)) holes.push({ w: [at(0, column), at(1, row)], value: values[here] });
    }
  }
  const places = deepest(landscape, holes).map(({ w }) => settled(landscape, w, at(0, 1) - at(0, 0)));
  const inside = (place) => place?.every((part, axis) => part >= box.low[axis] && part <= box.high[axis]);
  return { places: places.filter(inside), lowest: values.reduce((one, other) => Math.min(one, other), Infinity) };
}

/** Where there are hundreds of holes, every one goes a step down and the higher half is left out, until few are left. */
function deepest(landscape, holes) {
  let left = holes;
  while (left.length > ENOUGH) {
    left = left.map((hole) => stepDown(landscape, hole) ?? hole).sort((one, other) => one.value - other.value);
    left = left.slice(0, Math.max(ENOUGH, Math.ceil(left.length / 2)));
  }
  return left;
}

function lowestAround(values, here) {
  const sides = [1, CELLS, CELLS - 1, CELLS + 1];
  return Number.isFinite(values[here]) && sides.every((side) => values[here] <= values[here + side] && values[here] <= values[here - side]);
}

/** Newton's method where it works; where there are kinks, ever smaller steps downwards. */
function settled(landscape, place, cell) {
  const smooth = newton(landscape, place);
  if (smooth) return smooth;
  const found = downwards(landscape, place, cell);
  return found.every((part, axis) => Math.abs(part - place[axis]) < 3 * cell) ? found : null;
}

function newton(landscape, place) {
  const begun = landscape.value(place);
  let here = { w: place, value: begun };
  // A few steps more than the value can tell: the place gets its last digits from them.
  for (let step = 0, level = 0; step < STEPS && level < LEVEL_STEPS; step += 1) {
    const next = stepDown(landscape, here);
    if (!next) return null;
    if (next === here) break;
    if (next.value === here.value) level += 1;
    here = next;
  }
  const { w } = here;
  const { values } = eigen(landscape.hessian(w));
  const steep = Math.hypot(...landscape.gradient(w));
  return steep <= 1e-6 * (1 + Math.abs(begun)) && values[0] >= 0 ? w : null;
}

/** {w, value} after a step of Newton's method, shortened until it does not lead up; the same where none does, null where there is no number. */
function stepDown(landscape, here) {
  const { w, value } = here;
  const way = newtonStep(landscape.hessian(w), landscape.gradient(w));
  if (!way) return null;
  const length = Math.hypot(...way);
  const least = Math.max(SHORTEST, (LAST_BITS * Math.hypot(...w)) / length);
  for (let share = 1; share > least; share /= 2) {
    const next = moved(w, way, share);
    const found = landscape.value(next);
    if (found <= value) return next.every((part, axis) => part === w[axis]) ? here : { w: next, value: found };
  }
  return here;
}

/** Where the ground bends down along an axis, the step goes down it as far as it would go back up. */
function newtonStep(hessian, gradient) {
  if (![...gradient, ...hessian.flat()].every(Number.isFinite)) return null;
  const { values, vectors } = eigen(hessian);
  if (values[0] > 0) return solved(hessian, gradient);
  const parts = vectors.map((vector, axis) => vector.reduce((sum, each, i) => sum + each * gradient[i], 0) / (Math.abs(values[axis]) || 1));
  return gradient.map((_, i) => vectors.reduce((sum, vector, axis) => sum + parts[axis] * vector[i], 0));
}

function moved(w, way, share) {
  return w.map((part, axis) => part - share * way[axis]);
}

function downwards(landscape, place, cell) {
  let [w, step] = [place, cell];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const around = [[1, 0], [-1, 0], [0, 1], [0, -1]].map((direction) => w.map((part, axis) => part + step * direction[axis]));
    const best = around.reduce((one, other) => (landscape.value(other) < landscape.value(one) ? other : one), w);
    if (best === w) step /= 2;
    w = best;
  }
  return w;
}

function finite(value) {
  return Number.isNaN(value) ? Infinity : value;
}
