// The minima of a landscape inside a box: a grid shows where to look, Newton's method finds the place to the last digit. Pure.

import { eigen, solved } from "./symmetric.js";

const CELLS = 61;
const POINTS = 801;
const STEPS = 80;
const HALVINGS = 60;
/** Of a field of hundreds of holes the deepest are enough. */
const MOST = 40;
const SHORTEST = 1e-9;

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
    if (slope(middle) < 0) left = middle;
    else right = middle;
  }
  return Math.abs(slope(left)) < Math.abs(slope(right)) ? left : right;
}

/** From every point of the grid that is lower than its neighbours. */
function inPlane(landscape, box) {
  const at = (axis, cell) => box.low[axis] + (cell / (CELLS - 1)) * (box.high[axis] - box.low[axis]);
  const values = Float64Array.from({ length: CELLS * CELLS }, (_, index) => finite(landscape.value([at(0, index % CELLS), at(1, Math.floor(index / CELLS))])));
  const places = [];
  for (let row = 1; row < CELLS - 1; row += 1) {
    for (let column = 1; column < CELLS - 1; column += 1) {
      const here = row * CELLS + column;
      if (!lowestAround(values, here)) continue;
      const place = settled(landscape, [at(0, column), at(1, row)], at(0, 1) - at(0, 0));
      if (place && place.every((part, axis) => part >= box.low[axis] && part <= box.high[axis])) places.push(place);
    }
  }
  return { places, lowest: values.reduce((one, other) => Math.min(one, other), Infinity) };
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
  let w = place;
  const begun = landscape.value(place);
  for (let step = 0; step < STEPS; step += 1) {
    const way = newtonStep(landscape.hessian(w), landscape.gradient(w));
    if (!way) return null;
    let share = 1;
    while (share > SHORTEST && !(landscape.value(moved(w, way, share)) <= landscape.value(w))) share /= 2;
    const next = moved(w, way, share);
    if (share <= SHORTEST || next.every((part, axis) => part === w[axis])) break;
    w = next;
  }
  const { values } = eigen(landscape.hessian(w));
  const steep = Math.hypot(...landscape.gradient(w));
  return steep <= 1e-6 * (1 + Math.abs(begun)) && values[0] >= 0 ? w : null;
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
