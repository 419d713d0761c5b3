// Where a landscape is worth looking at, and where its minima are searched. Pure.

const WELL_KNOWN = {
  rosenbrock: ({ a }) => ({ low: [-Math.abs(a) - 1, -1], high: [Math.abs(a) + 1, Math.max(a * a + 2, 1)] }),
  beale: () => ({ low: [-1.5, -2.2], high: [4.2, 2.2] }),
  saddle: ({ fence }) => ({ low: [-2, fence ? -1.5 / Math.sqrt(2 * fence) : -2], high: [2, fence ? 1.5 / Math.sqrt(2 * fence) : 2] }),
};
/** How far from 0 the minima of other formulas are searched, and how far they are shown at least. */
const FAR = 5;
const NEAR = 2;
const ROOM = 0.3;

/** The box in which minima are searched. */
export function searchedBox(spec, weights) {
  const known = WELL_KNOWN[spec.kind]?.(spec);
  return known ?? { low: new Array(weights).fill(-FAR), high: new Array(weights).fill(FAR) };
}

/** What the picture shows when nobody zoomed. */
export function domainOf(spec, weights, minima) {
  const known = WELL_KNOWN[spec.kind]?.(spec);
  if (known) return known;
  const low = new Array(weights).fill(weights === 1 ? Infinity : -NEAR);
  const high = new Array(weights).fill(weights === 1 ? -Infinity : NEAR);
  for (const { w } of minima) {
    for (let axis = 0; axis < weights; axis += 1) {
      low[axis] = Math.min(low[axis], w[axis]);
      high[axis] = Math.max(high[axis], w[axis]);
    }
  }
  // A curve is seen best around its minima; without any there is nothing to go by.
  if (low[0] > high[0]) return { low: [-NEAR], high: [NEAR] };
  const room = (axis) => Math.max(ROOM * (high[axis] - low[axis]), 0.5);
  return { low: low.map((value, axis) => value - room(axis)), high: high.map((value, axis) => value + room(axis)) };
}
