// From where a landscape is seen in three dimensions: [azimuth, elevation, distance], in degrees and in widths of the picture,
// and behind them the place that is looked at, if that was moved: [… x, y, z]. null is the usual sight. Pure.

const USUAL = { eye: { x: -1.3, y: -1.65, z: 1.15 }, center: { x: 0, y: 0, z: -0.16 } };
const RADIANS = Math.PI / 180;
const AXES = ["x", "y", "z"];
/** Ends of what anybody would look from. */
export const NEAREST = 0.05;
export const FARTHEST = 50;
const MOST_MOVED = 20;

const rounded = (value, digits) => Number(value.toFixed(digits)) + 0;

/** How much farther off one stands before a picture that is taller than wide, to see as much of it. */
export function farther({ clientWidth: width, clientHeight: height }) {
  return width ? Math.max(1, height / width) : 1;
}

/** The camera of the chart library; `away`: see `farther`. */
export function cameraOf(sight, away = 1) {
  const [azimuth, elevation, near, ...middle] = sight ?? numbers(USUAL);
  const distance = away * near;
  const center = middle.length ? Object.fromEntries(AXES.map((axis, index) => [axis, middle[index]])) : USUAL.center;
  const flat = distance * Math.cos(elevation * RADIANS);
  return {
    center,
    eye: { x: center.x + flat * Math.cos(azimuth * RADIANS), y: center.y + flat * Math.sin(azimuth * RADIANS), z: center.z + distance * Math.sin(elevation * RADIANS) },
  };
}

/** The numbers of a camera of the chart library, as few as an address needs; null where it is the usual one. */
export function sightOf({ eye, center = USUAL.center }, away = 1) {
  const sight = numbers({ eye, center }, away);
  return sight.join() === numbers(USUAL).join() ? null : sight;
}

function numbers({ eye, center }, away = 1) {
  const [x, y, z] = AXES.map((axis) => eye[axis] - center[axis]);
  const distance = Math.hypot(x, y, z);
  const middle = AXES.map((axis) => rounded(center[axis], 2));
  const moved = AXES.some((axis, index) => middle[index] !== USUAL.center[axis]);
  return [rounded(Math.atan2(y, x) / RADIANS, 1), rounded(Math.asin(z / distance) / RADIANS, 1), rounded(distance / away, 2), ...(moved ? middle : [])];
}

/** Whether numbers are a sight that can be taken. */
export function isSight(values) {
  const [azimuth, elevation, distance, ...middle] = values;
  return [3, 6].includes(values.length) && Math.abs(azimuth) <= 360 && Math.abs(elevation) <= 90 && distance >= NEAREST && distance <= FARTHEST
    && middle.every((value) => Math.abs(value) <= MOST_MOVED);
}
