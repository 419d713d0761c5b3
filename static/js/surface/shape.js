// What the curvature at a place says about the way down: the figures of `training/surfaces/shape.py`. Pure.

import { eigen } from "./symmetric.js";

/**
 * The figures of a Hessian: {hessian, eigenvalues, eigenvectors, condition, largestStableStep, bestStep}.
 * What does not exist is Infinity (a condition without a minimum, a step without an upper end) or null (a best step).
 */
export function shapeOf(hessian) {
  const { values, vectors } = eigen(hessian);
  const [least, most] = [values[0], values.at(-1)];
  return {
    hessian,
    eigenvalues: values,
    eigenvectors: vectors,
    condition: least > 0 ? most / least : Infinity,
    largestStableStep: most > 0 ? 2 / most : Infinity,
    bestStep: least > 0 ? 2 / (least + most) : null,
  };
}

/** What kind of place a gradient of zero with these curvatures is. */
export function placeOf(eigenvalues) {
  if (eigenvalues.every((value) => value > 0)) return "minimum";
  if (eigenvalues.every((value) => value < 0)) return "maximum";
  return eigenvalues.some((value) => value < 0) && eigenvalues.some((value) => value > 0) ? "saddle" : "valley";
}
