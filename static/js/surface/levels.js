// Which heights get a line and which shade: close where it is low, wide where it is steep, as the eye wants it. Pure.

const LINES = 16;
/** The shade grows like log(1 + rise / (range / STRETCH)): the valley gets as many shades as the slopes. */
const STRETCH = 60;

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
  const unit = (high - low) / STRETCH;
  const most = Math.log1p(STRETCH);
  return {
    low,
    high,
    shade: (value) => Math.max(0, Math.min(1, Math.log1p(Math.max(0, value - low) / unit) / most)),
    lines: Array.from({ length: LINES - 1 }, (_, index) => low + unit * Math.expm1(((index + 1) / LINES) * most)),
    steps: LINES,
  };
}
