// The start of all walks: a handle in the picture, dragged with mouse or finger, moved by arrow keys.

import { shown } from "./shown.js";

const STEP = 0.02;
const FINE = 0.002;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Makes `handle`, a button in the field, the start of the lab. */
export function connectStart(lab, field, handle) {
  const place = () => {
    if (!field.ready) return;
    const [x, y] = field.pixelOf(lab.startWeights);
    const inside = x >= -1 && y >= -1 && x <= field.size.width + 1 && y <= field.size.height + 1;
    handle.hidden = !inside;
    handle.style.transform = `translate(${x}px, ${y}px)`;
    const { names } = lab.landscape.plane;
    handle.setAttribute("aria-label", `Start: ${names.map((name, axis) => `${name} = ${shown(lab.state.start[axis])}`).join(", ")}. Arrow keys move it.`);
  };
  lab.addEventListener("start", place);
  field.addEventListener("drawn", place);
  const put = (start) => lab.set("start", start.map((value) => Number(value.toPrecision(6))));

  handle.addEventListener("pointerdown", (event) => {
    event.stopPropagation();
    if (event.button > 0) return;
    handle.setPointerCapture(event.pointerId);
    field.held = true;
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = field.field.getBoundingClientRect();
    const within = (value, most) => Math.max(0, Math.min(most, value));
    put(field.placeAt(within(event.clientX - box.left, box.width), within(event.clientY - box.top, box.height)));
  });
  for (const name of ["pointerup", "pointercancel"]) {
    handle.addEventListener(name, (event) => {
      event.stopPropagation();
      field.held = false;
    });
  }
  handle.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { low, high } = field.region;
    const size = event.shiftKey ? FINE : STEP;
    put(lab.state.start.map((value, axis) => value + arrow[axis] * size * (high[axis] - low[axis])));
  });
}
