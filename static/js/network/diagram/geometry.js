// The curves of links, and what a pointer means. Pure.

/** The side of the small square that shows a unit's bias. */
const BIAS = 13;

/** The curve of a link as an SVG path. */
export function curve({ x1, y1, x2, y2 }) {
  const middle = (x1 + x2) / 2;
  return `M${round(x1)} ${round(y1)}C${round(middle)} ${round(y1)} ${round(middle)} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

const round = (value) => Math.round(value * 10) / 10;

/** The height of a link's curve at `x`, or null beside it; its control points stand in the middle, so x rises with t. */
export function heightAt({ x1, y1, x2, y2 }, x) {
  if (x < x1 || x > x2) return null;
  let [low, high] = [0, 1];
  const along = (t) => x1 + (x2 - x1) * (1.5 * t * (1 - t) + t ** 3);
  for (let step = 0; step < 20; step += 1) {
    const t = (low + high) / 2;
    if (along(t) < x) low = t;
    else high = t;
  }
  return y1 + (y2 - y1) * (3 * low ** 2 - 2 * low ** 3);
}

/** The link whose curve passes closest to a point, within `reach`; of several as close the later one, drawn on top. */
export function nearest(links, x, y, reach) {
  let [found, least] = [null, reach];
  for (const link of links) {
    const height = heightAt(link.line, x);
    if (height === null) continue;
    const steep = heightAt(link.line, Math.min(link.line.x2, x + 1)) - height;
    const distance = Math.abs(height - y) / Math.hypot(1, steep);
    if (distance <= least) [found, least] = [link, distance];
  }
  return found;
}

/** Whether a point within a unit's square lies on the small square of its bias, at the lower left. */
export function onBias(place, x, y) {
  return x < place.x - place.width / 2 + BIAS && y > place.y + place.height / 2 - BIAS;
}
