// What a wrong number probably was: the rule with one mistake in it that gives just this number. Pure.

import { describer } from "./described.js";
import { agrees, sourceOf, unit } from "./sheet.js";

const LEFT_OUT = { abs: "the absolute value", sign: "the sign", exp: "the exponential", log: "the logarithm", tanh: "tanh", sin: "the sine", cos: "the cosine", clip: "the clipping" };
const CLOSE = 0.02;

/** A sentence about a wrong cell: the mistake that gives the typed number, or what can be said without knowing it. */
export function mistakeIn(sheet, step, name, typed) {
  const value = typed[step][name];
  const right = sheet.following(step, name, typed);
  if (!Number.isFinite(value)) return "This is not a number.";
  const size = name === "w" ? sheet.before(step, typed).w : 0;
  const mistakes = mistakesOf(sheet.program);
  const making = (known) => mistakes.find(({ code }) => agrees(value, sheet.following(step, name, known, code), size));
  // Where only the weights are written down, the same mistake was made in every step.
  const found = making(typed) ?? (Object.keys(typed[step]).length === 1 && name === "w" ? making(onlyWeights(typed)) : undefined);
  if (Math.abs(value - right) <= 5 * unit(right)) return "Nearly: keep more digits on the way and round to 4 at the end.";
  if (found) return found.says;
  if (name === "w" && agrees(value, right - sheet.before(step, typed).w)) return "This is the change of the weight. The new weight is the old one plus that.";
  if (agrees(value, -right)) return "The sign is the other one.";
  const powers = Math.log10(Math.abs(value / right));
  if (value * right > 0 && Math.abs(powers) > 0.5 && agrees(value, right * 10 ** Math.round(powers))) return "The digits are right, the decimal point is not.";
  if (Math.abs(value - right) <= CLOSE * Math.abs(right)) return "Close, but not to 4 digits: round only at the end.";
  return "This does not follow from what stands before it.";
}

function onlyWeights(typed) {
  return typed.map((row) => (row && "w" in row ? { w: row.w } : {}));
}

/** [{code, says}]: programs with one mistake each, those that students make first. */
export function mistakesOf(program) {
  const { code } = program;
  const tell = describer(program);
  const found = [];
  const add = (says, changed) => changed && found.push({ code: changed, says });
  code.forEach(([operation, target, ...given], at) => {
    const put = (...instruction) => code.with(at, instruction);
    if (operation === "sqrt") add(`The square root is missing: the rule has sqrt(${tell(given[0])}).`, put("copy", target, given[0]));
    if (operation === "multiply" && given[0] === given[1]) add(`${capital(tell(given[0]))} is not squared: the rule has ${tell(given[0])}^2.`, put("copy", target, given[0]));
  });
  everywhere(code, "eta", 1, (changed) => add("The learning rate eta is missing.", changed));
  uncorrected(code, add);
  for (const name of program.constants) ofConstant(program, name, add);
  for (const { name } of program.memory) ofMemory(code, name, add);
  code.forEach(([operation, target, ...given], at) => ofOperation(operation, target, given, tell, (says, ...instruction) => add(says, code.with(at, instruction))));
  everywhere(code, "g", "before_g", (changed) => add("This uses the gradient of the step before.", changed));
  everywhere(code, "t", 0, () => add("The number t of the update begins at 1, not at 0.", [["subtract", "%t", "t", 1], ...replaced(code, "t", "%t")]));
  return found;
}

/** All divisions by 1 - beta^t at once: who forgets one of them forgets the others. */
function uncorrected(code, add) {
  const made = new Map(code.map(([operation, target, ...given]) => [target, { operation, given }]));
  const corrects = (register) => {
    const { operation, given } = made.get(register) ?? {};
    const power = operation === "subtract" && given[0] === 1 ? made.get(given[1]) : null;
    return power?.operation === "power" && power.given[1] === "t";
  };
  const changed = code.map((each) => (each[0] === "divide" && corrects(each[3]) ? ["copy", each[1], each[2]] : each));
  if (changed.some((each, at) => each !== code[at])) add("The correction for beginning at 0 is missing: the rule divides by 1 minus a power with t.", changed);
}

/** Forgotten, and taken for one minus itself. */
function ofConstant({ code }, name, add) {
  const rest = code.findIndex(([operation, , one, other]) => operation === "subtract" && one === 1 && other === name);
  const others = rest < 0 ? code : code.toSpliced(rest, 1);
  if (rest >= 0) {
    const [, target] = code[rest];
    add(`The factor (1-${name}) is missing.`, code.with(rest, ["copy", target, 1]));
    add(`${name} and (1-${name}) are exchanged.`, [["subtract", "%other", 1, name], ["copy", target, name], ...replaced(others, name, "%other")]);
    add(`This takes ${name} where the rule has (1-${name}).`, code.with(rest, ["copy", target, name]));
    everywhere(others, name, 1, (changed) => add(`The factor ${name} is missing.`, [code[rest], ...changed]));
    return;
  }
  everywhere(others, name, 1, (changed) => others.some(([operation, , ...given]) => operation === "multiply" && given.includes(name)) && add(`The factor ${name} is missing.`, changed));
  everywhere(others, name, 0, (changed) => add(`${name} is missing.`, changed));
}

/** Begun again at nothing, or read as it was before this step. */
function ofMemory(code, name, add) {
  const source = sourceOf(code, name);
  everywhere(code, name, 0, (changed) => add(`What ${name} was before is missing: it is kept from step to step.`, changed));
  const uses = code.map(([, target, ...given], at) => (target !== name && given.includes(source) ? at : -1)).filter((at) => at >= 0);
  if (typeof source !== "string" || !source.startsWith("%") || uses.length === 0) return;
  add(`This uses ${name} as it was before the step; the rule goes on with the new one.`,
    code.map(([operation, target, ...given]) => [operation, target, ...(target === name ? given : given.map((each) => (each === source ? name : each)))]));
}

function ofOperation(operation, target, given, tell, put) {
  const [one, other] = given;
  if (operation === "subtract" && one !== 1) put(`A plus stands where the rule has a minus: ${tell(one)} - ${tell(other)}.`, "add", target, one, other);
  if (operation === "subtract" && one !== 1) put(`Taken the other way round: the rule has ${tell(one)} - ${tell(other)}.`, "subtract", target, other, one);
  if (operation === "add") put(`A minus stands where the rule has a plus: ${tell(one)} + ${tell(other)}.`, "subtract", target, one, other);
  if (operation === "divide") put(`Nothing is divided by ${tell(other)}.`, "copy", target, one);
  if (operation === "divide") put(`This multiplies by ${tell(other)}; the rule divides by it.`, "multiply", target, one, other);
  if (operation === "divide") put(`The division is upside down: the rule has ${tell(one)}/${tell(other)}.`, "divide", target, other, one);
  if (operation === "sqrt") put(`This squares where the rule takes the root of ${tell(one)}.`, "multiply", target, one, one);
  if (operation === "multiply" && one === other) put(`This doubles ${tell(one)}; the rule squares it.`, "add", target, one, one);
  if (operation === "negative") put("A minus is missing.", "copy", target, one);
  if (operation === "power") put(`The power is missing: the rule has ${tell(one)}^${tell(other)}.`, "copy", target, one);
  if (operation === "add") put(`${capital(tell(other))} is missing in the sum.`, "copy", target, one);
  if (operation === "add") put(`${capital(tell(one))} is missing in the sum.`, "copy", target, other);
  if (operation in LEFT_OUT) put(`This leaves out ${LEFT_OUT[operation]} of ${tell(one)}.`, "copy", target, one);
  if (operation === "min" || operation === "max") {
    put(`The rule takes ${operation === "min" ? "the smaller" : "the larger"} of the two.`, operation === "min" ? "max" : "min", target, one, other);
  }
  if (operation.startsWith("where")) put("This takes the other one of the two cases.", operation, target, one, other, given[3], given[2]);
}

function everywhere(code, register, put, found) {
  if (code.some(([, target, ...given]) => target !== register && given.includes(register))) found(replaced(code, register, put));
}

/** The code with another register, or a number, wherever one is read. */
function replaced(code, register, put) {
  return code.map(([operation, target, ...given]) => [operation, target, ...given.map((each) => (each === register ? put : each))]);
}

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}
