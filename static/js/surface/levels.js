// Which heights get a line and which shade: close where it is low, wide where it is steep, as the eye wants it. Pure.

const LINES = 16;
/** The shade grows like log(1 + rise / unit); the unit is at most this part of the range, and at least that one. */
const COARSE = 1 / 60;
const FINE = 1e-6;
/** Where walls tower over a flat floor, the lowest tenth says how fine the unit has to be. */
const LOWEST = 0.1;
const SAMPLES = 1500;

/** {low, high, shade(value) from 0 to 1, lines: [values]} of some heights; `floor` is the known minimum, if any. */
export function levelsOf(values, floor = null) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (floor !== null && floor < low) low = floor;
  if (!(high > low)) return { low: Number.isFinite(low) ? low : 0, high, shade: () => 0, lines: [] };
  const range = high - low;
  const unit = Math.max(FINE * range, Math.min(COARSE * range, lowRise(values, low) / 3));
  const most = Math.log1p(range / unit);
  return {
    low,
    high,
    shade: (value) => Math.max(0, Math.min(1, Math.log1p(Math.max(0, value - low) / unit) / most)),
    lines: Array.from({ length: LINES - 1 }, (_, index) => low + unit * Math.expm1(((index + 1) / LINES) * most)),
    steps: LINES,
  };
}

/** The rise that a tenth of the places stay below. */
function lowRise(values, low) {
  const every = Math.max(1, Math.floor(values.length / SAMPLES));
  const some = [];
  for (let index = 0; index < values.length; index += every) if (Number.isFinite(values[index])) some.push(values[index] - low);
  return Float64Array.from(some).sort()[Math.floor(LOWEST * some.length)] ?? 0;
}
