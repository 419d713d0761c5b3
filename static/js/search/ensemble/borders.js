// Where a network changes its mind: the border between classes, or where a number passes zero, as short lines. Pure.

/**
 * The level line of a grid of values (rows from the top) by marching squares: [x, y, x, y] of each piece one after the
 * other, in fractions of the grid's width from the left and of its height from the top. A cell's value holds in its middle.
 */
export function levelLine(values, { width, height }, level = 0) {
  const pieces = [];
  for (let row = 0; row + 1 < height; row += 1) {
    for (let column = 0; column + 1 < width; column += 1) {
      const at = row * width + column;
      const corners = [values[at], values[at + 1], values[at + width + 1], values[at + width]];
      if (corners.every((value) => value === value)) pieces.push(...crossings(corners.map((value) => value - level), column, row));
    }
  }
  return Float32Array.from(pieces, (place, index) => (place + 0.5) / (index % 2 ? height : width));
}

/** The places on the four edges of a square where the sign changes, two by two. */
function crossings(corners, column, row) {
  const places = [];
  for (let edge = 0; edge < 4; edge += 1) {
    const [from, to] = [corners[edge], corners[(edge + 1) % 4]];
    if (from < 0 === to < 0) continue;
    const along = from / (from - to);
    places.push([[column + along, row], [column + 1, row + along], [column + 1 - along, row + 1], [column, row + 1 - along]][edge]);
  }
  // A saddle: the middle says which two corners belong together, and lines go around the other two.
  if (places.length === 4 && corners.reduce((sum, value) => sum + value, 0) < 0 !== corners[0] < 0) places.push(places.shift());
  return places.flat();
}

/** The borders of what a network says on a plane: between two classes, between many, or where its number is zero. */
export function bordersOf(outputs, grid, classification) {
  if (!classification) return levelLine(outputs[0], grid, 0);
  if (outputs.length === 1) return levelLine(outputs[0], grid, 0.5);
  if (outputs.length === 2) return levelLine(outputs[1].map((share, at) => share - outputs[0][at]), grid);
  return joined(outputs.map((shares, index) => levelLine(shares.map((share, at) => share - largestOther(outputs, index, at)), grid)));
}

function largestOther(outputs, index, at) {
  let largest = -Infinity;
  for (let other = 0; other < outputs.length; other += 1) if (other !== index && outputs[other][at] > largest) largest = outputs[other][at];
  return largest;
}

function joined(lists) {
  const whole = new Float32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let start = 0;
  for (const list of lists) {
    whole.set(list, start);
    start += list.length;
  }
  return whole;
}
