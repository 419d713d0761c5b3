// The path of training on a slice: what the worker told of it, and what has been trained since. Pure.

/** Epoch → {epoch, a, b, beside, loss} of a worker's answer. Losses that it has not computed yet are null. */
export function walked(path) {
  const points = path.epoch.map((epoch, index) => ({
    epoch, a: path.a[index], b: path.b[index], beside: path.beside[index], loss: path.loss[index] ?? null,
  }));
  return new Map(points.map((point) => [point.epoch, point]));
}

/** The points in the order of their epochs. */
export function inOrder(points) {
  return [...points.values()].sort((one, other) => one.epoch - other.epoch);
}

/** Whether a place is off the grid. */
export function outside({ a: across, b: up }, { a, b }) {
  return a < across[0] || a > across.at(-1) || b < up[0] || b > up.at(-1);
}

/** Forgets every other one of the points that came last, where there are more than `most`; the newest stays. */
export function thinned(points, most) {
  const order = inOrder(points);
  if (order.length <= most) return points;
  return new Map(order.filter((_, index) => index % 2 === 0 || index === order.length - 1).map((point) => [point.epoch, point]));
}
