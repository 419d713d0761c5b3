// Marks in the picture: a cross at every minimum, and the axes of the ellipses with how steep they are.

import { drawn } from "../elements.js";
import { shown } from "./shown.js";

const ARM = 7;
/** Lengths of the axes as parts of the field: the flattest direction is the longer one, as in the ellipse. */
const LENGTHS = [0.2, 0.11];

/** Keeps the marks of `svg`, which lies over the field, at their places. */
export function connectMarks(lab, field, probe, svg) {
  const draw = () => {
    if (!field.ready) return;
    const { width, height } = field.size;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren(...axes(field, probe), ...lab.landscape.minima.flatMap((minimum) => cross(field.pixelOf(minimum.w), minimum.global)));
  };
  field.addEventListener("drawn", draw);
  probe.addEventListener("change", draw);
}

function cross([x, y], global) {
  const path = `M${x - ARM} ${y}h${2 * ARM}M${x} ${y - ARM}v${2 * ARM}`;
  const kind = global ? "lab-minimum" : "lab-minimum is-local";
  return [drawn("path", { d: path, class: `${kind} under` }), drawn("path", { d: path, class: kind })];
}

/** The eigenvectors through the place that is measured; equal units on both axes keep them at right angles. */
function axes(field, probe) {
  const { eigenvalues, eigenvectors } = probe.shape;
  // Where a formula has no number there is nothing to draw.
  if (eigenvectors.length !== 2 || !eigenvalues.every(Number.isFinite)) return [];
  const [x, y] = field.pixelOf(probe.weights);
  const unit = Math.min(field.size.width, field.size.height);
  return eigenvectors.flatMap(([right, up], axis) => {
    const length = LENGTHS[axis] * unit;
    // The label stands on the right, or above.
    const side = right < -1e-9 || (Math.abs(right) < 1e-9 && up < 0) ? -1 : 1;
    const end = [x + side * right * length, y - side * up * length];
    const anchor = right * side > 0.3 ? "start" : "middle";
    const from = [2 * x - end[0], 2 * y - end[1]];
    const line = `M${from.join(" ")}L${end.join(" ")}`;
    const text = { x: end[0] + (anchor === "start" ? 6 : 0), y: end[1] + (anchor === "start" ? 4 : -7), "text-anchor": anchor, class: "lab-eigen-name" };
    return [drawn("path", { d: line, class: "lab-eigen under" }), drawn("path", { d: line, class: `lab-eigen ${axis ? "steep" : "flat"}` }), drawn("text", text, `λ = ${shown(eigenvalues[axis])}`)];
  });
}
