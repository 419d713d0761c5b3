// Lines of equal height through a grid of values: marching squares. Pure.

/**
 * The pieces of the lines where `values` (rows from the bottom) reach each of the ascending `levels`: for each level a flat
 * list x1, y1, x2, y2 … in cells, where (0, 0) is the first value.
 */
export function contourLines(values, columns, rows, levels) {
  const lines = levels.map(() => []);
  for (let row = 0; row < rows - 1; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const at = row * columns + column;
      const [a, b, c, d] = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]];
      const high = Math.max(a, b, c, d);
      // Most cells lie between two levels; a corner without a number has no line beside it.
      for (let index = firstAbove(levels, Math.min(a, b, c, d)); levels[index] < high && high < Infinity; index += 1) cell(lines[index], column, row, a, b, c, d, levels[index]);
    }
  }
  return lines;
}

/** The index of the first level that is not below a value. */
function firstAbove(levels, value) {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One square with the corners a b (below) and d c (above). */
function cell(pieces, x, y, a, b, c, d, level) {
  const above = (a > level) + 2 * (b > level) + 4 * (c > level) + 8 * (d > level);
  if (above === 0 || above === 15 || a + b + c + d === -Infinity) return;
  const part = (from, to) => (level - from) / (to - from);
  const bottom = () => pieces.push(x + part(a, b), y);
  const right = () => pieces.push(x + 1, y + part(b, c));
  const top = () => pieces.push(x + part(d, c), y + 1);
  const left = () => pieces.push(x, y + part(a, d));
  const join = (one, other) => { one(); other(); };
  switch (above) {
    case 1: case 14: return join(left, bottom);
    case 2: case 13: return join(bottom, right);
    case 4: case 11: return join(right, top);
    case 8: case 7: return join(top, left);
    case 3: case 12: return join(left, right);
    case 6: case 9: return join(bottom, top);
    // Two corners across from each other: what the middle says.
    default: {
      const high = (a + b + c + d) / 4 > level;
      if ((above === 5) === high) { join(left, top); join(bottom, right); } else { join(left, bottom); join(right, top); }
      return undefined;
    }
  }
}
