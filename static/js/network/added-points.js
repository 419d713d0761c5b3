// Training samples put on the map by hand, as the spec keeps them: [[columns …, class or number]]. Pure.

export const MOST_ADDED = 200;
/** Share of the map within which a click means a point that is there. */
const REACH = 0.025;
const STEPS = 3;

/** A point where the map was clicked, with no more digits than a click can mean. */
export function pointAt(values, region, target) {
  return [...values.map((value, column) => rounded(value, region.high[column] - region.low[column])), target];
}

/** As many digits as tell a thousandth of the span. */
export function rounded(value, span) {
  const digits = Math.max(0, STEPS - Math.floor(Math.log10(span)));
  return Number(value.toFixed(Math.min(12, digits))) + 0;
}

/** Where in the list the added point stands that was clicked, or −1. `places` are fractions of the map, as is `at`. */
export function addedNear(places, at) {
  const distances = places.map((place) => Math.hypot(...place.map((fraction, axis) => fraction - at[axis])));
  const nearest = distances.indexOf(Math.min(...distances));
  return nearest >= 0 && distances[nearest] <= REACH ? nearest : -1;
}

/** Fractions of the map, from the left and the bottom, of added points; `heights` is {low, high} where a line's numbers go upwards. */
export function placesOf(added, region, heights) {
  const fraction = (value, low, high) => (value - low) / (high - low);
  return added.map((point) => {
    const across = fraction(point[0], region.low[0], region.high[0]);
    const upwards = heights ? fraction(point.at(-1), heights.low, heights.high) : fraction(point[1], region.low[1], region.high[1]);
    return [across, upwards];
  });
}
