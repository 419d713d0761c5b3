// What the curvature at a place says about the way down: the figures of `training/surfaces/shape.py`. Pure.

import { eigen } from "./symmetric.js";

/**
 * The figures of a Hessian: {hessian, eigenvalues, eigenvectors, condition, largestStableStep, bestStep}.
 * Where a formula has no numbers they are NaN. What does not exist is Infinity (a condition without a minimum, a step
 * without an upper end) or null (a best step).
 */
export function shapeOf(hessian) {
  const { values, vectors } = eigen(hessian);
  const [least, most] = [values[0], values.at(-1)];
  if (!values.every(Number.isFinite)) return { hessian, eigenvalues: values, eigenvectors: vectors, condition: NaN, largestStableStep: NaN, bestStep: null };
  return {
    hessian,
    eigenvalues: values,
    eigenvectors: vectors,
    condition: least > 0 ? most / least : Infinity,
    largestStableStep: most > 0 ? 2 / most : Infinity,
    bestStep: least > 0 ? 2 / (least + most) : null,
  };
}

/** What kind of ground these curvatures make. */
export function groundOf(eigenvalues) {
  if (!eigenvalues.every(Number.isFinite)) return "nowhere";
  const [least, most] = [eigenvalues[0], eigenvalues.at(-1)];
  if (least > 0) return "bowl";
  if (most < 0) return "dome";
  if (least < 0 && most > 0) return "saddle";
  if (most > 0) return "valley";
  return least < 0 ? "ridge" : "plane";
}
