// What the names of a rule are, in words. Pure but for the elements it makes.

import { make } from "../elements.js";
import { figure } from "../numbers.js";
import { namesOf } from "./grammar.js";

/** The sentence below a rule: "Keeps a from update to update, first 0." */
export function namesInWords(text, answer) {
  const { constants, memory } = namesOf(text);
  const starts = new Map((answer?.program?.memory ?? []).map(({ name, start }) => [name, start]));
  const kept = memory.flatMap((name, index) => [index ? ", " : "", code(name, "memory"), first(starts.get(name))]);
  const sentences = [
    memory.length ? ["Kept from update to update: ", ...kept, ". "] : ["Keeps nothing from update to update. "],
    constants.length ? ["Constants: ", ...constants.flatMap((name, index) => [index ? ", " : "", code(name, "constant")]), "."] : [],
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
