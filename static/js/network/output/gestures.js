// Pointing at the large map, zooming and moving it: with mouse, wheel, fingers and keys.

const STILL = 5;
const STEP = 0.05;
const FAR = 0.25;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * Listens on `field` and tells `hands`: zoom(factor, at), pan(fractions), point(at or null), place(at), whole().
 * Places are fractions of the field from the left and the bottom. `hands.zoomed()` says whether a drag moves the map.
 */
export class Gestures {
  constructor(field, hands) {
    Object.assign(this, { field, hands, down: new Map(), moved: false, at: null });
    const listen = (name, act, options) => field.addEventListener(name, act, options);
    listen("pointerdown", (event) => this.press(event));
    listen("pointermove", (event) => this.move(event));
    listen("pointerup", (event) => this.release(event));
    listen("pointercancel", (event) => this.down.delete(event.pointerId));
    listen("pointerleave", (event) => { if (event.pointerType === "mouse") this.point(null); });
    listen("wheel", (event) => this.wheel(event), { passive: false });
    listen("keydown", (event) => this.key(event));
    listen("blur", () => this.point(null));
  }

  placeOf(event) {
    const box = this.field.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
  }

  point(at) {
    this.at = at;
    this.hands.point(at);
  }

  press(event) {
    if (event.button > 0) return;
    if (!this.down.size) this.moved = false;
    this.down.set(event.pointerId, { x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] });
    this.point(this.placeOf(event));
  }

  move(event) {
    const finger = this.down.get(event.pointerId);
    if (!finger) {
      if (event.pointerType === "mouse") this.point(this.placeOf(event));
      return;
    }
    const far = Math.hypot(event.clientX - finger.from[0], event.clientY - finger.from[1]) > STILL;
    this.moved ||= far || this.down.size > 1;
    if (this.down.size > 1) this.pinch(event, finger);
    else if (this.moved && this.hands.zoomed()) this.drag(event, finger);
    else this.point(this.placeOf(event));
    Object.assign(finger, { x: event.clientX, y: event.clientY });
  }

  drag(event, finger) {
    if (!this.field.hasPointerCapture(event.pointerId)) this.field.setPointerCapture(event.pointerId);
    const box = this.field.getBoundingClientRect();
    this.hands.pan([(finger.x - event.clientX) / box.width, (event.clientY - finger.y) / box.height]);
  }

  /** Two fingers: the map follows the distance between them. */
  pinch(event, finger) {
    const other = [...this.down].find(([id]) => id !== event.pointerId)[1];
    const before = Math.hypot(finger.x - other.x, finger.y - other.y);
    const now = Math.hypot(event.clientX - other.x, event.clientY - other.y);
    if (!before || !now) return;
    const middle = this.placeOf({ clientX: (event.clientX + other.x) / 2, clientY: (event.clientY + other.y) / 2 });
    this.hands.zoom(before / now, middle);
  }

  release(event) {
    const pressed = this.down.delete(event.pointerId);
    if (pressed && !this.moved && !this.down.size) this.hands.place(this.placeOf(event));
  }

  /** The wheel alone scrolls the page, as everywhere. */
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.hands.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 200))), this.placeOf(event));
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.act(event.key, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  act(key, shift) {
    const middle = this.at ?? [0.5, 0.5];
    const arrow = ARROWS[key];
    if (arrow && shift) this.hands.pan(arrow.map((direction) => direction * FAR));
    else if (arrow) this.point(middle.map((value, index) => Math.max(0, Math.min(1, value + arrow[index] * STEP))));
    else if (key === "+" || key === "=") this.hands.zoom(0.8, middle);
    else if (key === "-" || key === "−") this.hands.zoom(1.25, middle);
    else if (key === "0" || key === "Home") this.hands.whole();
    else if (key === "Enter" && this.at) this.hands.place(this.at);
    else if (key === "Escape" && this.at) this.point(null);
    else return false;
    return true;
  }
}
