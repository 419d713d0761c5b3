// The part of the data's space that is on show, {low, high} per column: zooming, moving, and where its points lie. Pure.

const NEAREST = 200;
const FARTHEST = 3;
const NICE = [1, 2, 5, 10];

/** The region `factor` times as large, with the place at the fractions `at` (from the left and the bottom) where it was. */
export function zoomed(region, factor, at, domain) {
  const width = (column) => region.high[column] - region.low[column];
  const least = Math.max(...region.low.map((_, column) => (domain.high[column] - domain.low[column]) / NEAREST / width(column)));
  const most = Math.min(...region.low.map((_, column) => ((domain.high[column] - domain.low[column]) * FARTHEST) / width(column)));
  const stretch = Math.max(least, Math.min(most, factor));
  const low = region.low.map((value, column) => value + width(column) * at[column] * (1 - stretch));
  return { low, high: low.map((value, column) => value + width(column) * stretch) };
}

/** The region moved by fractions of its size; its middle stays inside the domain. */
export function moved(region, fractions, domain) {
  const steps = region.low.map((low, column) => {
    const width = region.high[column] - low;
    const middle = low + width / 2;
    const wanted = middle + width * fractions[column];
    return Math.max(domain.low[column], Math.min(domain.high[column], wanted)) - middle;
  });
  return { low: region.low.map((low, column) => low + steps[column]), high: region.high.map((high, column) => high + steps[column]) };
}

/** Where a value lies between the ends of a column, from 0 to 1. */
export function fractionOf(region, column, value) {
  return (value - region.low[column]) / (region.high[column] - region.low[column]);
}

/** The values at fractions of the region. */
export function placeAt(region, fractions) {
  return region.low.map((low, column) => low + (region.high[column] - low) * fractions[column]);
}

export function sameRegion(one, other) {
  const width = (column) => other.high[column] - other.low[column];
  return one.low.every((low, column) => Math.abs(low - other.low[column]) + Math.abs(one.high[column] - other.high[column]) < 1e-9 * width(column));
}

/** About `most` round numbers between two values, each as it is written. */
export function ticks(low, high, most = 5) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = NICE.find((each) => each * power >= rough * (1 - 1e-9)) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const value = (first + index) * step;
    return { value, text: written(value, step, digits) };
  });
}

function written(value, step, digits) {
  if (Math.abs(value) < step / 2) return "0";
  const size = Math.max(Math.abs(value), step);
  const text = size >= 1e5 || step < 1e-4 ? value.toExponential(1).replace("e+", "e") : value.toFixed(Math.min(8, digits));
  return text.replaceAll("-", "−");
}
