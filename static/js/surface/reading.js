// The line below the picture: the error and its gradient where somebody points, and how to look around.

import { shown } from "./shown.js";

const HINT = "Point to read the error. A click puts the start there.";
const DEEP = "Drag to turn the landscape; point to read the error.";

export function connectReading(lab, field, line) {
  const show = () => {
    const { landscape } = lab;
    if (!field.reading) {
      line.textContent = lab.state.view.kind === "3d" && !field.flat ? DEEP : HINT;
      return;
    }
    const w = landscape.plane.at(field.reading);
    const { names } = landscape.plane;
    const slopes = landscape.gradient(w).slice(0, names.length).map(shown);
    const places = names.map((name, axis) => `${name} = ${shown(field.reading[axis])}`).join(", ");
    line.textContent = `${places}: error ${shown(landscape.value(w))}, gradient ${slopes.length > 1 ? `(${slopes.join(", ")})` : slopes[0]}`;
  };
  field.addEventListener("pointed", show);
  for (const name of ["surface", "view"]) lab.addEventListener(name, show);
  show();
}
