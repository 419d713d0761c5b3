// Steps of a rule as students write them: parts of it in its own language, and its lines with numbers in them. Pure.

import { tokensOf } from "../grammar.js";
import { sourceOf } from "./sheet.js";

const SIGNS = { add: "+", subtract: "-", multiply: "*", divide: "/", power: "^" };

/** Registers as the student would write them: "rho*a + (1-rho)*g^2" has a name where the rule gives it one. */
export function describer({ code, memory }) {
  const named = new Map(memory.map(({ name }) => [sourceOf(code, name), name]));
  const made = new Map(code.map(([operation, target, ...given]) => [target, { operation, given }]));
  const tell = (register, inside = false) => {
    if (typeof register === "number") return String(register);
    if (!register.startsWith("%")) return register;
    if (named.has(register)) return named.get(register);
    const { operation, given } = made.get(register) ?? { operation: "", given: [] };
    if (operation === "multiply" && given[0] === given[1]) return `${tell(given[0], true)}^2`;
    const sign = SIGNS[operation];
    if (!sign) return operation === "negative" ? `-${tell(given[0], true)}` : `${operation}(${given.map((each) => tell(each)).join(", ")})`;
    const spaced = sign === "+" || sign === "-" ? ` ${sign} ` : sign;
    const words = given.map((each) => tell(each, true)).join(spaced);
    return inside ? `(${words})` : words;
  };
  return tell;
}

/** What the rule makes of a name, with the numbers of a step in the place of its names: "0.9*0 + (1-0.9)*1^2"; "" without such a line. */
export function withNumbers(rule, name, values) {
  const line = rule.split(/[\n;]/).map((each) => each.replace(/#.*/, "")).findLast((each) => new RegExp(`^\\s*${name}\\s*=`).test(each));
  if (!line) return "";
  return tokensOf(line.replace(/^[^=]*=\s*/, "")).map(({ kind, text }) => (kind === "name" && Object.hasOwn(values, text) ? shown(values[text]) : text)).join("").trim();
}

function shown(value) {
  const text = String(Number(value.toPrecision(5)));
  return value < 0 ? `(${text})` : text;
}
