// How the lab is looked at, at the end of its address, and back:
// &view=3d&camera=-128,32,2.5&curvature=minimum&step=440&speed=100&arrows=off&axis=linear. Pure.

import { parse, Unreadable } from "../address-values.js";
import { isSight } from "./camera.js";
import { SPEEDS, USUAL_SPEED } from "./clock.js";
import { PLACES } from "./probe.js";
import { MOST_STEPS } from "./track.js";

/** A lab that nobody has touched: `curvature` is a word, or the place that was pointed at; `axis`: that of the race's chart, "log" or "linear". */
export const USUAL_LOOK = { view: { kind: "contour", region: null }, camera: null, curvature: "start", step: 0, speed: USUAL_SPEED, arrows: true, axis: "log" };
/** Ends of what is on show. */
const FARTHEST = 1e9;
const NUMBERS = { type: "array", items: { type: "number" }, minItems: 1 };

const refuse = (message) => { throw new Unreadable(message); };
const rounded = (value) => Number(value.toPrecision(8));
const oneOf = (names, message) => (text) => (names.includes(text) ? text : refuse(message));
const numbers = (text, fit, message) => {
  const read = parse(text, NUMBERS);
  return fit(read) ? read : refuse(message);
};

const READERS = {
  view: oneOf(["contour", "3d"], "The picture is contour or 3d."),
  region: readRegion,
  camera: (text) => numbers(text, isSight, "A camera has an azimuth, an elevation and a distance, and maybe the place it looks at."),
  curvature: (text) => (Object.hasOwn(PLACES, text) ? text : numbers(text, inSight, `The curvature is measured at one of ${Object.keys(PLACES).join(", ")}, or at a place.`)),
  step: (text) => parse(text, { type: "integer", minimum: 0, maximum: MOST_STEPS }),
  speed: (text) => (SPEEDS.includes(Number(text)) ? Number(text) : refuse(`The speed is one of ${SPEEDS.join(", ")} steps a second.`)),
  arrows: (text) => parse(text, { type: "boolean" }),
  axis: oneOf(["log", "linear"], "The axis of the errors is log or linear."),
};
/** The names that stand for it in an address. */
export const LOOK = Object.keys(READERS);

/** [[name, text]] of everything that is not as usual. */
export function pairsOfLook({ view: { kind, region }, camera, curvature, step, speed, arrows, axis }) {
  const usual = USUAL_LOOK;
  return [
    ["view", kind !== usual.view.kind && kind],
    ["region", region && [...region.low, ...region.high].map(rounded).join(",")],
    ["camera", camera && camera.join(",")],
    ["curvature", curvature !== usual.curvature && listed(curvature)],
    ["step", step !== usual.step && String(step)],
    ["speed", speed !== usual.speed && String(speed)],
    ["arrows", arrows !== usual.arrows && "off"],
    ["axis", axis !== usual.axis && axis],
  ].filter(([, text]) => text);
}

/** A list of one number ends with a comma, which tells it from a number. */
function listed(place) {
  return Array.isArray(place) ? place.map(rounded).join(",") + (place.length === 1 ? "," : "") : place;
}

/** The part of the state that a query asks for, `usual` where it says nothing. `last(name)`: its text; `reading(name, read)`: what could be read, or undefined. */
export function lookIn(last, reading, usual = USUAL_LOOK) {
  const found = Object.fromEntries(LOOK.map((name) => [name, last(name) === undefined ? undefined : reading(name, () => READERS[name](last(name)))]));
  const { view = usual.view.kind, region = null, ...others } = found;
  return { ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, value ?? usual[name]])), view: { kind: view, region } };
}

function readRegion(text) {
  const ends = parse(text, NUMBERS);
  const half = ends.length / 2;
  const [low, high] = [ends.slice(0, half), ends.slice(half)];
  if (![1, 2].includes(half) || low.some((value, axis) => value >= high[axis]) || !inSight(ends)) refuse("A region is its lower left and its upper right corner.");
  return { low, high };
}

function inSight(values) {
  return values.every((value) => Math.abs(value) <= FARTHEST);
}
