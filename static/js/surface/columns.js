// Shift and scale of a neuron's inputs: one number for all columns, or one for each; means and spreads. Pure.

/** The numbers of each column of `count`. */
export function perColumn(given, count) {
  return Array.isArray(given) ? Array.from({ length: count }, (_, column) => given[column] ?? given.at(-1)) : new Array(count).fill(given);
}

/** The shorter way to say it: one number where all are alike. */
export function condensed(numbers) {
  return numbers.every((each) => each === numbers[0]) ? numbers[0] : numbers;
}

export function means(rows) {
  return rows[0].map((_, column) => rounded(rows.reduce((sum, row) => sum + row[column], 0) / rows.length));
}

/** The standard deviations of the columns (divided by the count); 1 where a column never changes, as everywhere in Descent. */
export function spreads(rows) {
  const centres = means(rows);
  return rows[0].map((_, column) => rounded(Math.sqrt(rows.reduce((sum, row) => sum + (row[column] - centres[column]) ** 2, 0) / rows.length)) || 1);
}

/** The largest magnitudes of the columns; 1 where all are 0. */
export function magnitudes(rows) {
  return rows[0].map((_, column) => Math.max(...rows.map((row) => Math.abs(row[column]))) || 1);
}

/** Ends and step of a slider that can undo the shift of a column: round numbers beyond its values on both sides of 0. */
export function shiftRange(values) {
  const high = niceAbove(1.5 * Math.max(1, ...values));
  const low = -niceAbove(1.5 * Math.max(0, ...values.map((value) => -value)));
  return { low: low || 0, high, step: niceAbove((high - low) / 400) };
}

function niceAbove(value) {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return Number(([1, 2, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) * power).toPrecision(1));
}

function rounded(value) {
  return Number(value.toPrecision(10));
}
