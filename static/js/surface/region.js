// The part of the plane of weights that is on show, {low, high}, with equal units on both axes. Pure.

const ROOM = 1.14;
/** How far beyond the middle the picture goes, as a part of the way from the start. */
const BEYOND = 0.6;

/** The region around a domain and a start that fits a field of width × height pixels; units are equally long on both axes. */
export function regionAround(domain, start, { width, height }) {
  // The other side of the middle as well: steps that are too long end up there.
  const beyond = start.map((value, axis) => (domain.low[axis] + domain.high[axis]) / 2 * (1 + BEYOND) - value * BEYOND);
  const low = domain.low.map((value, axis) => Math.min(value, start[axis], beyond[axis]));
  const high = domain.high.map((value, axis) => Math.max(value, start[axis], beyond[axis]));
  const middle = low.map((value, axis) => (value + high[axis]) / 2);
  const reach = low.map((value, axis) => ((high[axis] - value) / 2) * ROOM || 1);
  if (low.length === 1) return { low: [middle[0] - reach[0]], high: [middle[0] + reach[0]] };
  const unit = Math.max(reach[0] / width, reach[1] / height);
  const grown = [unit * width, unit * height];
  return { low: middle.map((value, axis) => value - grown[axis]), high: middle.map((value, axis) => value + grown[axis]) };
}

/** A region grown until its units are equally long on both axes of a field. */
export function fitted({ low, high }, { width, height }) {
  if (low.length === 1) return { low, high };
  const middle = low.map((value, axis) => (value + high[axis]) / 2);
  const unit = Math.max((high[0] - low[0]) / width, (high[1] - low[1]) / height) / 2;
  const reach = [unit * width, unit * height];
  return { low: middle.map((value, axis) => value - reach[axis]), high: middle.map((value, axis) => value + reach[axis]) };
}

/** Whether a place is in sight. */
export function isInside(region, place) {
  return place.every((value, axis) => value >= region.low[axis] && value <= region.high[axis]);
}

/** The errors at columns × rows points from edge to edge, Float64Array, rows from the bottom. */
export function gridOf(landscape, region, columns, rows) {
  const values = new Float64Array(columns * rows);
  const at = (axis, cell, cells) => region.low[axis] + (cell / (cells - 1)) * (region.high[axis] - region.low[axis]);
  const place = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    place[1] = at(1, row, rows);
    for (let column = 0; column < columns; column += 1) {
      place[0] = at(0, column, columns);
      values[row * columns + column] = landscape.value(place);
    }
  }
  return values;
}

/** The errors along a one-dimensional region: {places, values}. */
export function lineOf(landscape, region, count) {
  const places = Float64Array.from({ length: count }, (_, index) => region.low[0] + (index / (count - 1)) * (region.high[0] - region.low[0]));
  return { places, values: places.map((place) => landscape.value(landscape.plane.at([place]))) };
}
