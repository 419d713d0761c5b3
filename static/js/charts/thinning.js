// No more points than the screen can show: of every pixel the lowest and the highest. Pure.

/** A row trace with at most about two points a pixel between two places; what is beside them is cut, one point left over. */
export function thinned(trace, pixels, range = null) {
  if (!trace.rows) return trace;
  const [first, end] = range ? [Math.max(0, search(trace.x, range[0]) - 1), Math.min(trace.x.length, search(trace.x, range[1]) + 1)] : [0, trace.x.length];
  if (end - first <= 2 * pixels) return end - first === trace.x.length ? trace : taken(trace, indices(first, end));
  return taken(trace, extremes(trace.y, first, end, pixels));
}

/** The first place whose value is not below. */
function search(x, value) {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const indices = (first, end) => Array.from({ length: end - first }, (_, index) => first + index);

/** The rows of the lowest and the highest value under every pixel, and the first and the last. */
export function extremes(y, first, end, pixels) {
  const kept = [first];
  const width = (end - first) / pixels;
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const [from, to] = [first + Math.floor(pixel * width), first + Math.floor((pixel + 1) * width)];
    let [low, high] = [-1, -1];
    for (let row = from; row < to; row += 1) {
      if (Number.isNaN(y[row])) continue;
      if (low === -1 || y[row] < y[low]) low = row;
      if (high === -1 || y[row] > y[high]) high = row;
    }
    for (const row of low < high ? [low, high] : [high, low]) if (row > kept[kept.length - 1]) kept.push(row);
  }
  if (end - 1 > kept[kept.length - 1]) kept.push(end - 1);
  return kept;
}

function taken(trace, rows) {
  const at = (column) => Float64Array.from(rows, (row) => column[row]);
  const { customdata } = trace;
  return { ...trace, x: at(trace.x), y: at(trace.y), ...(customdata ? { customdata: rows.map((row) => customdata[row]) } : {}) };
}
