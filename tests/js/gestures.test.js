import { Gestures } from "/static/js/network/output/gestures.js";
import { equal, test } from "./check.js";

/** A field of 200 × 100 pixels, and all that its hands were told. */
function field(act, zoomed = true) {
  const element = document.body.appendChild(document.createElement("div"));
  Object.assign(element.style, { position: "fixed", left: "0", top: "0", width: "200px", height: "100px" });
  const told = [];
  const hand = (name) => (...values) => told.push([name, ...values]);
  new Gestures(element, { zoom: hand("zoom"), pan: hand("pan"), point: () => {}, place: hand("place"), whole: hand("whole"), zoomed: () => zoomed });
  // Only pointers that a hand really moves can be captured.
  element.setPointerCapture = () => {};
  const pointer = (name, clientX, clientY, pointerId = 1) =>
    element.dispatchEvent(new PointerEvent(name, { clientX, clientY, pointerId, pointerType: "touch", bubbles: true }));
  try {
    act({ element, pointer });
  } finally {
    element.remove();
  }
  return told;
}

function press(element, key, shiftKey = false) {
  return element.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
}

test("a tap tells the place, from the left and the bottom", () => {
  equal(field(({ pointer }) => { pointer("pointerdown", 50, 25); pointer("pointerup", 50, 25); }), [["place", [0.25, 0.75]]]);
});

test("a finger that moves takes the map along and places nothing", () => {
  equal(field(({ pointer }) => { pointer("pointerdown", 50, 50); pointer("pointermove", 70, 40); pointer("pointerup", 70, 40); }), [["pan", [-0.1, -0.1]]]);
});

test("a map that shows everything does not move", () => {
  equal(field(({ pointer }) => { pointer("pointerdown", 50, 50); pointer("pointermove", 70, 40); pointer("pointerup", 70, 40); }, false), []);
});

test("two fingers zoom around the middle between them", () => {
  const told = field(({ pointer }) => {
    pointer("pointerdown", 90, 50, 1);
    pointer("pointerdown", 110, 50, 2);
    pointer("pointermove", 130, 50, 2);
    pointer("pointerup", 130, 50, 2);
    pointer("pointerup", 90, 50, 1);
  });
  equal(told, [["zoom", 0.5, [0.55, 0.5]]]);
});

test("the wheel zooms with Ctrl and scrolls the page without", () => {
  const wheel = (element, ctrlKey) => element.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, clientX: 100, clientY: 50, ctrlKey, cancelable: true }));
  const told = field(({ element }) => equal([wheel(element, true), wheel(element, false)], [false, true]));
  equal(told, [["zoom", Math.exp(-0.5), [0.5, 0.5]]]);
});

test("keys zoom, move, place and show all", () => {
  const told = field(({ element }) => {
    press(element, "+");
    press(element, "ArrowRight", true);
    press(element, "ArrowUp");
    press(element, "Enter");
    press(element, "0");
  });
  equal(told, [["zoom", 0.8, [0.5, 0.5]], ["pan", [0.25, 0]], ["place", [0.5, 0.55]], ["whole"]]);
});

test("other keys are the page's", () => {
  field(({ element }) => equal([press(element, " "), press(element, "r"), press(element, "Tab"), press(element, "Escape")], [true, true, true, true]));
});
