// What is wrong with a surface's settings while they are typed, in words: the same rules as the server's. Pure.

import { memberOf } from "./lab-address.js";

const NUMBER = "This must be a number.";
const MOST = 1e9;

/** [{loc, msg}] with the paths of fields below "surface". */
export function problemsOf(schema, surface) {
  const special = CHECKS[surface.kind]?.(surface) ?? [];
  const { properties } = memberOf(schema, "surface", surface.kind).schema;
  const bounded = Object.entries(properties).flatMap(([name, field]) => within(surface[name], field).map((msg) => ({ loc: name, msg })));
  return [...special, ...bounded];
}

const CHECKS = {
  linear_neuron({ rows, targets, shift, scale }) {
    const problems = [];
    if (!rows.flat().concat(targets).every(isNumber)) problems.push({ loc: "rows", msg: "Every sample needs a number in each box." });
    if (![shift].flat().every(isNumber)) problems.push({ loc: "shift", msg: NUMBER });
    if (![scale].flat().every(isNumber)) problems.push({ loc: "scale", msg: NUMBER });
    else if ([scale].flat().includes(0)) problems.push({ loc: "scale", msg: "No scale may be 0: the inputs are divided by it." });
    return problems;
  },
  quadratic({ matrix, b }) {
    return [["matrix", matrix.flat()], ["b", b]].filter(([, numbers]) => !numbers.every(isNumber)).map(([loc]) => ({ loc, msg: "Every box needs a number." }));
  },
  polynomial({ coefficients }) {
    return coefficients.every(isNumber) ? [] : [{ loc: "coefficients", msg: "Every power needs a number; 0 leaves it out." }];
  },
};

function within(value, { type, minimum, maximum, exclusiveMinimum: above = -Infinity }) {
  if (type !== "number" && type !== "integer") return [];
  if (typeof value !== "number") return [NUMBER];
  if (type === "integer" && !Number.isInteger(value)) return ["This must be a whole number."];
  if (value < minimum || value > maximum || value <= above) return [`This must be from ${minimum ?? above} to ${maximum}.`];
  return [];
}

/** Larger numbers are allowed by the server, but no picture could show them. */
function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= MOST;
}
