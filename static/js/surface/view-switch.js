// Contour or three dimensions: the two ways to look at a landscape of two weights.

import { make } from "../elements.js";

const VIEWS = { contour: "Contour", "3d": "3-D" };

/** Fills `box` with the choice, and shows `scene` over `plot` where it is wanted. */
export function connectViews(lab, field, { box, plot, scene }) {
  const choices = Object.entries(VIEWS).map(([kind, title]) => {
    const input = make("input", { type: "radio", name: "lab-view", value: kind, onchange: () => lab.set("view", { ...lab.state.view, kind }) });
    return { kind, input, element: make("label", { class: "chip" }, input, make("span", {}, title)) };
  });
  box.replaceChildren(make("div", { class: "chips", role: "radiogroup", "aria-label": "Picture" }, ...choices.map(({ element }) => element)));
  const show = () => {
    const deep = lab.state.view.kind === "3d" && !field.flat;
    box.hidden = field.flat;
    scene.hidden = !deep;
    // What lies behind the scene can be neither seen nor reached.
    plot.inert = deep;
    for (const { kind, input } of choices) input.checked = kind === lab.state.view.kind;
  };
  for (const name of ["view", "surface"]) lab.addEventListener(name, show);
  show();
}
