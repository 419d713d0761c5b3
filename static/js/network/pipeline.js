// From a data set's columns to the network's inputs, as training/data/preparation.py does it. Pure.
//
// inputs = (expand(pick(distort(x))) − shift) / scale; gaps (NaN) become `fill`. Every array holds one column or input.

/** The tiles of training/tiles.py. */
const TILES = {
  "x1": (x1) => x1,
  "x2": (x1, x2) => x2,
  "x1^2": (x1) => x1 * x1,
  "x2^2": (x1, x2) => x2 * x2,
  "x1x2": (x1, x2) => x1 * x2,
  "sin x1": (x1) => Math.sin(x1),
  "sin x2": (x1, x2) => Math.sin(x2),
};
const EXPANSIONS = { none: (columns) => columns, polynomial, chebyshev };

/** The network's inputs [Float64Array] of raw columns [array of numbers per column] that are called `names`. */
export function inputsOf(columns, names, pipeline) {
  const picked = pick(distort(columns, pipeline.distort), names, pipeline.features);
  return EXPANSIONS[pipeline.expansion.kind](picked, pipeline.expansion.degree).map((values, index) => prepared(values, index, pipeline));
}

/** Whether a feature is a column that is called so, or can be calculated from two. */
export function canBeFed(feature, names) {
  return names.includes(feature) || (names.length === 2 && feature in TILES);
}

/** Samples that lie row by row in one array, as one array per column. */
export function columnsOf(rows, width) {
  const count = rows.length / width;
  return Array.from({ length: width }, (_, column) => Float64Array.from({ length: count }, (__, row) => rows[row * width + column]));
}

function distort(columns, { shift, scale }) {
  const at = (setting, column) => (Array.isArray(setting) ? setting[column] : setting);
  return columns.map((values, column) => Float64Array.from(values, (value) => value * at(scale, column) + at(shift, column)));
}

function pick(columns, names, features) {
  const places = features.map((feature) => names.indexOf(feature));
  if (!places.includes(-1)) return places.map((place) => columns[place]);
  return features.map((feature) => Float64Array.from(columns[0], (x1, index) => TILES[feature](x1, columns[1][index])));
}

function polynomial(columns, degree) {
  return columns.flatMap((values) => Array.from({ length: degree }, (_, power) => values.map((value) => value ** (power + 1))));
}

function chebyshev(columns, degree) {
  const expanded = columns.flatMap((values) => {
    const polynomials = [values.map(() => 1), values];
    while (polynomials.length <= degree) {
      const [before, now] = polynomials.slice(-2);
      polynomials.push(values.map((value, index) => 2 * value * now[index] - before[index]));
    }
    return polynomials.slice(1);
  });
  return [columns[0].map(() => 1), ...expanded];
}

/** Networks calculate with float32, so inputs are rounded to it as on the server. */
function prepared(values, index, { fill, shift, scale }) {
  return values.map((value) => Math.fround(((Number.isNaN(value) ? fill[index] : value) - shift[index]) / scale[index]));
}
