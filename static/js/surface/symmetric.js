// Symmetric matrices of one or two rows: eigenvalues, eigenvectors, the solution of a system. Pure.

/** Eigenvalues this many times smaller than the largest are taken for zero, as `training/surfaces/shape.py` does. */
const ROUND_OFF = 1e-12;

/** {values, vectors}: eigenvalues ascending, with unit vectors along the axes of the ellipse. */
export function eigen(matrix) {
  if (matrix.length === 1) return { values: [matrix[0][0]], vectors: [[1]] };
  const [[a, b], [, c]] = matrix;
  const half = Math.hypot((a - c) / 2, b);
  const middle = (a + c) / 2;
  const strong = middle >= 0 ? middle + half : middle - half;
  // The weaker one from the determinant: the difference of two large numbers would lose its digits.
  const weak = strong === 0 ? 0 : determinant(matrix) / strong;
  const largest = Math.max(Math.abs(strong), Math.abs(weak));
  const values = [weak, strong].map((value) => (Math.abs(value) < ROUND_OFF * largest ? 0 : value));
  if (values[0] > values[1]) values.reverse();
  const steep = half === 0 ? [0, 1] : unit(a >= c ? [(a - c) / 2 + half, b] : [b, (c - a) / 2 + half]);
  return { values, vectors: [[steep[1], -steep[0]], steep] };
}

/** x with matrix · x = b; null where there is not exactly one. */
export function solved(matrix, b) {
  if (matrix.length === 1) return matrix[0][0] === 0 ? null : [b[0] / matrix[0][0]];
  const det = determinant(matrix);
  if (det === 0) return null;
  const [[p, q], [r, s]] = matrix;
  return [(s * b[0] - q * b[1]) / det, (p * b[1] - r * b[0]) / det];
}

function determinant([[a, b], [c, d]]) {
  return a * d - b * c;
}

function unit(vector) {
  const length = Math.hypot(...vector);
  return vector.map((part) => part / length);
}
