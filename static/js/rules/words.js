// What the names of a rule are, in words. Pure but for the elements it makes.

import { make } from "../elements.js";
import { figure } from "../numbers.js";
import { namesOf, unusedIn } from "./grammar.js";

/** What it means that no line reads one of the names that every rule has. */
const IGNORED = { g: "No line reads the gradient g: nothing is learned. ", eta: "No line reads eta: the learning rate changes nothing. " };

/** The sentences below a rule: "Kept from update to update: a. Constants: rho, eps." `answer`: of the server, or null. */
export function namesInWords(text, answer) {
  const { constants, memory } = namesOf(text);
  const starts = new Map((answer?.program?.memory ?? []).map(({ name, start }) => [name, start]));
  const kept = memory.flatMap((name, index) => [index ? ", " : "", code(name, "memory"), first(starts.get(name))]);
  const sentences = [
    memory.length ? ["Kept from update to update: ", ...kept, ". "] : ["Keeps nothing from update to update. "],
    constants.length ? ["Constants: ", ...constants.flatMap((name, index) => [index ? ", " : "", code(name, "constant")]), ". "] : [],
    // While something is wrong, that comes first.
    ...(answer?.program ? unusedIn(text).map((name) => (IGNORED[name] ? [IGNORED[name]] : ["No other line reads ", code(name, "temporary"), ". "])) : []),
  ];
  return sentences.flat().filter((each) => each !== "");
}

/** Where a memory begins, if it is told by one number or name. */
function first(start) {
  if (start?.length !== 1 || start[0][0] !== "copy") return "";
  const value = start[0][2];
  return ` (first ${typeof value === "number" ? figure(value) : value})`;
}

function code(name, role) {
  return make("code", { class: `is-${role}` }, name);
}
