// Marks in the picture: a cross at every minimum, and the axes of the ellipse with how steep they are.

import { drawn } from "../elements.js";

const ARM = 7;

/** Keeps the marks of `svg`, which lies over the field, at their places. */
export function connectMinima(lab, field, svg) {
  const draw = () => {
    if (!field.region) return;
    const { width, height } = field.size;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren(...lab.landscape.minima.flatMap((minimum) => cross(field.pixelOf(minimum.w), minimum.global)));
  };
  field.addEventListener("drawn", draw);
}

function cross([x, y], global) {
  const path = `M${x - ARM} ${y}h${2 * ARM}M${x} ${y - ARM}v${2 * ARM}`;
  const kind = global ? "lab-minimum" : "lab-minimum is-local";
  return [drawn("path", { d: path, class: `${kind} under` }), drawn("path", { d: path, class: kind })];
}
