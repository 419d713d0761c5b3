// What a network's answers are worth, sample by sample: confusions, most wrong samples, residuals. Pure.

/**
 * Verdicts over samples of classes. `outputs` has one array per output (probabilities, or sums where classes are learned
 * as numbers), a single one being that of class 1; `targets` holds class numbers. `margin` is how far the true class is
 * ahead of the best other one: negative where the answer is wrong.
 */
export function verdicts(outputs, targets) {
  const single = outputs.length === 1;
  const count = targets.length;
  const said = new Int32Array(count);
  const margin = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    const at = (each) => (single ? (each === 1 ? outputs[0][index] : 1 - outputs[0][index]) : outputs[each][index]);
    const classes = single ? 2 : outputs.length;
    // As the engine decides: one half is not yet class 1, and of equals the first is taken.
    let best = 0;
    let other = -Infinity;
    for (let each = 0; each < classes; each += 1) {
      if (at(each) > at(best)) best = each;
      if (each !== targets[index] && at(each) > other) other = at(each);
    }
    said[index] = best;
    margin[index] = at(targets[index]) - other;
  }
  return { truth: targets, said, margin, count, broken: count > 0 && !Number.isFinite(margin[0]) };
}

/** What is said of one sample: a number for each class. */
export function answersFor(outputs, index) {
  return outputs.length === 1 ? [1 - outputs[0][index], outputs[0][index]] : outputs.map((output) => output[index]);
}

/** How often class `truth` was called `said`, at [truth][said], how many samples each class has, and how many are right. */
export function confusion({ truth, said, count }, classes) {
  const counts = Array.from({ length: classes }, () => new Int32Array(classes));
  let right = 0;
  for (let index = 0; index < count; index += 1) {
    counts[truth[index]][said[index]] += 1;
    right += truth[index] === said[index];
  }
  const totals = counts.map((row) => row.reduce((sum, each) => sum + each, 0));
  return { counts, totals, right, count };
}

/** The commonest mistakes, [{truth, said, count, share}], where there are too many classes for a table of all. */
export function mistakes({ counts, totals }, most) {
  const found = counts.flatMap((row, truth) => Array.from(row, (count, said) => ({ truth, said, count, share: count / totals[truth] })));
  return found.filter(({ truth, said, count }) => truth !== said && count > 0).sort((one, other) => other.count - one.count).slice(0, most);
}

/**
 * The samples most worth looking at, as their numbers: the wrong ones, most wrong first; those of one cell of the table, or,
 * where nothing is wrong, the ones that came nearest to it.
 */
export function ranked({ truth, said, margin, count }, most, cell = null) {
  const all = Array.from({ length: count }, (_, index) => index);
  const wrong = all.filter((index) => truth[index] !== said[index]);
  const chosen = cell ? all.filter((index) => truth[index] === cell.truth && said[index] === cell.said) : wrong.length ? wrong : all;
  return chosen.sort((one, other) => margin[one] - margin[other]).slice(0, most);
}

/** Numbers in the unit of their target: what is true, what is said, and by how much it is too high. */
export function residuals(outputs, targets, { shift = 0, scale = 1 }) {
  const inUnits = (values) => Float64Array.from(values, (value) => value * scale + shift);
  const [truth, said] = [inUnits(targets), inUnits(outputs[0])];
  const error = said.map((value, index) => value - truth[index]);
  return { truth, said, error, count: truth.length, broken: error.some((value) => !Number.isFinite(value)) };
}

/** The samples with the largest errors, as their numbers. */
export function farthest({ error }, most) {
  return Array.from(error, (_, index) => index).sort((one, other) => Math.abs(error[other]) - Math.abs(error[one])).slice(0, most);
}

/** Typical size of the errors, and the share of the target's spread that is explained: 1 − Σe² / Σ(t − mean)². */
export function fit({ truth, error, count }) {
  const mean = truth.reduce((sum, value) => sum + value, 0) / count;
  const [squares, spread] = [error.reduce((sum, value) => sum + value ** 2, 0), truth.reduce((sum, value) => sum + (value - mean) ** 2, 0)];
  return { typical: Math.sqrt(squares / count), explained: spread > 0 ? 1 - squares / spread : null };
}
