// Where the arrows at a ball point and how long they are, in pixels. Pure.

const SHORTEST = 16;
const LONGEST = 96;
/** Steps of this many pixels get an arrow of half the greatest length. */
const HALF = 40;

/**
 * An arrow along `change` (a change of place) as it looks on the picture: {x, y}; null where there is none. Its direction is true;
 * long ones are compressed, or they would leave the picture.
 */
export function arrow(place, change, project) {
  const from = project(place);
  // Measured over a small part: far away the picture may end.
  const to = project(place.map((value, index) => value + change[index] * 1e-3));
  const [x, y] = [(to[0] - from[0]) * 1e3, (to[1] - from[1]) * 1e3];
  const length = Math.hypot(x, y);
  if (!(length > 1e-3) || !Number.isFinite(length)) return null;
  const shown = SHORTEST + ((LONGEST - SHORTEST) * length) / (length + HALF);
  return { x: (x / length) * shown, y: (y / length) * shown };
}

/** The corners of an arrow's head at its end: [[x, y], [x, y], [x, y]]. */
export function head(x, y, { x: along, y: across }, size = 7) {
  const length = Math.hypot(along, across);
  const [ux, uy] = [along / length, across / length];
  return [[x, y], [x - size * ux + (size / 2) * uy, y - size * uy - (size / 2) * ux], [x - size * ux - (size / 2) * uy, y - size * uy + (size / 2) * ux]];
}
