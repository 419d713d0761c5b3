// The slider of a racer's learning rate: its ends lie around the rates at which something happens on this landscape. Pure.

const LOWEST = 1e-6;
const HIGHEST = 10;
const WIDE_BELOW = 100;
const WIDE_ABOVE = 4;

/** {low, high, position(rate) from 0 to 1, rate(position)}; `marks`: [{at}], `rate`: the one that is set. */
export function rateScale(marks, rate) {
  const places = marks.map(({ at }) => at).filter((at) => at > 0 && at < Infinity);
  const middle = places.length ? places : [0.03];
  let low = Math.min(...middle) / WIDE_BELOW;
  let high = Math.max(...middle) * WIDE_ABOVE;
  if (rate > 0) [low, high] = [Math.min(low, rate), Math.max(high, rate)];
  low = Math.max(LOWEST, Math.min(low, HIGHEST / 10));
  high = Math.min(HIGHEST, Math.max(high, low * 10));
  const span = Math.log(high / low);
  return {
    low,
    high,
    position: (value) => Math.max(0, Math.min(1, Math.log(Math.max(value, LOWEST) / low) / span)),
    rate: (position) => Math.min(HIGHEST, Math.max(LOWEST, Number((low * Math.exp(span * position)).toPrecision(3)))),
  };
}

/**
 * The rates worth a tick for an optimizer on a landscape of this shape: [{name, at, text, title}]. `limit`: the largest stable step of the
 * optimizer itself, where one is known.
 */
export function rateMarks({ largestStableStep, bestStep }, limit, kind) {
  const marks = [];
  if (limit) marks.push({ name: "limit", at: limit, text: "limit", title: "the largest stable step of this optimizer" });
  if (Number.isFinite(largestStableStep) && kind !== "sgd") marks.push({ name: "plain", at: largestStableStep, text: "2/λ", title: "the largest stable step of plain gradient descent" });
  if (bestStep) marks.push({ name: "best", at: bestStep, text: "best", title: "the best step of plain gradient descent" });
  return marks;
}
