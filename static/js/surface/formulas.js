// Landscapes that are formulas: their error, gradient and Hessian from compiled programs, or from coefficients. Pure.

import { Code } from "../rules/program.js";

const WEIGHTS = ["w1", "w2"];
const SMOOTH = ["copy", "negative", "add", "subtract", "multiply", "divide", "power"];

/** {weights, value, gradient, hessian, constant} of programs {value, gradient, hessian}; `constants`: numbers by name. */
export function fromPrograms(programs, constants) {
  const weights = reads(programs.gradient, "d2") ? 2 : 1;
  const names = WEIGHTS.slice(0, weights);
  const value = runner(programs.value, constants, ["value"]);
  const gradient = runner(programs.gradient, constants, names.map((_, axis) => `d${axis + 1}`));
  const hessian = runner(programs.hessian, constants, weights === 1 ? ["d11"] : ["d11", "d12", "d22"]);
  return {
    weights,
    value: (w) => value(w)[0],
    gradient: (w) => [...gradient(w)],
    hessian: (w) => square(hessian(w)),
    constant: sameEverywhere(programs),
  };
}

/** Whether a program leaves something in a register. */
function reads({ code }, register) {
  return code.some(([, target]) => target === register);
}

/** w → the registers of `results`, in an array that the next call overwrites. */
function runner(program, constants, results) {
  const code = new Code(program.code, [...WEIGHTS, ...results]);
  for (const [name, number] of Object.entries(constants)) code.set(name, number);
  const { registers } = code;
  const found = new Float64Array(results.length);
  return (w) => {
    registers[0] = w[0];
    if (w.length > 1) registers[1] = w[1];
    code.run();
    for (let index = 0; index < found.length; index += 1) found[index] = registers[WEIGHTS.length + index];
    return found;
  };
}

function square(parts) {
  return parts.length === 1 ? [[parts[0]]] : [[parts[0], parts[1]], [parts[1], parts[2]]];
}

/** Whether the second derivatives read no weight, and nothing has a kink: then it is a bowl, or a pass, or a slope. */
function sameEverywhere({ value, hessian }) {
  return value.code.every(([operation]) => SMOOTH.includes(operation)) && !hessian.code.some(([, , ...read]) => read.some((each) => WEIGHTS.includes(each)));
}

/** E(w) = c₀ + c₁w + c₂w² + … */
export function fromCoefficients({ coefficients }) {
  const first = derived(coefficients);
  const second = derived(first);
  return {
    weights: 1,
    value: ([w]) => horner(coefficients, w),
    gradient: ([w]) => [horner(first, w)],
    hessian: ([w]) => [[horner(second, w)]],
    constant: coefficients.slice(3).every((each) => each === 0),
  };
}

function derived(coefficients) {
  return coefficients.slice(1).map((coefficient, power) => coefficient * (power + 1));
}

function horner(coefficients, w) {
  let total = 0;
  for (let power = coefficients.length - 1; power >= 0; power -= 1) total = total * w + coefficients[power];
  return total;
}
