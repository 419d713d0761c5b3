// A rule worked out by hand: what every step of it gives, from the start or from what a student got before. Pure.

import { Code, RuleProgram } from "../program.js";

/** Digits that count. */
const DIGITS = 4;

/** Whether a typed number is the value, to four digits; `size`: of the number that it was taken away from, if it was. */
export function agrees(typed, value, size = 0) {
  if (!Number.isFinite(typed) || !Number.isFinite(value)) return false;
  // Where next to nothing is left of a large number, its first digits were rounded away.
  return Math.abs(typed - value) <= Math.max(0.5001 * unit(value), 5e-6 * Math.abs(size));
}

/** What one in the fourth digit of a value is worth. */
export function unit(value) {
  const size = Math.abs(value);
  // Behind the last digit of what can be typed, nothing is left of a zero.
  return size < 1e-12 ? 1e-4 : 10 ** (Math.floor(Math.log10(Number(size.toPrecision(DIGITS)))) - DIGITS + 1);
}

export class Sheet {
  /** `program` as the server compiles it; one weight that begins at `start`; `numbers`: {eta, and the constants by name}. */
  constructor(program, { gradients, start, numbers }) {
    Object.assign(this, { program, gradients, start, numbers });
    this.memory = program.memory.map(({ name }) => name);
    /** What is written down in every step: the memory, then the weight. */
    this.columns = [...this.memory, "w"];
    const first = new RuleProgram(program).begin(1, numbers);
    /** What there is before the first step. */
    this.first = { ...Object.fromEntries(this.memory.map((name) => [name, first[name][0]])), w: start };
  }

  /** The exact values of every step: [{a, w}, …]. */
  exact(code = this.program.code) {
    let before = this.first;
    return this.gradients.map((_, step) => { before = this.step(step, before, {}, code); return before; });
  }

  /** One step from the values before it; `known` are those of this step that are taken as they are, whatever the rule says. */
  step(step, before, known = {}, code = this.program.code) {
    const sources = Object.entries(known).filter(([name]) => name !== "w").map(([name, value]) => [sourceOf(code, name), value]);
    // What is only handed on, such as g, stays what it is for the rest of the rule.
    const fixed = new Map(sources.filter(([register]) => String(register).startsWith("%")));
    const kept = code.filter(([, target]) => !fixed.has(target));
    const running = new Code(kept, this.columns);
    const given = { ...this.numbers, ...before, g: this.gradients[step], before_g: this.gradients[step - 1] ?? NaN, t: step + 1, decays: 1 };
    for (const [name, value] of Object.entries(given)) running.set(name, value);
    for (const [register, value] of fixed) running.set(register, value);
    running.run();
    return { ...Object.fromEntries(this.columns.map((name) => [name, running.get(name)])), ...known };
  }

  /**
   * The value of a cell as it follows from what stands before it: from the student's own numbers where there are any,
   * else from the exact ones. `typed`: a list of {name: number} by step.
   */
  following(step, name, typed, code = this.program.code) {
    const before = this.before(step, typed, code);
    const here = typed[step] ?? {};
    const known = Object.fromEntries(this.columns.slice(0, this.columns.indexOf(name)).filter((each) => Number.isFinite(here[each])).map((each) => [each, here[each]]));
    return this.step(step, before, known, code)[name];
  }

  /** What there is before a step: typed numbers, and between them what follows from them. */
  before(step, typed, code = this.program.code) {
    let values = this.first;
    for (let each = 0; each < step; each += 1) {
      const known = Object.fromEntries(Object.entries(typed[each] ?? {}).filter(([, value]) => Number.isFinite(value)));
      values = { ...this.step(each, values, known, code), ...known };
    }
    return values;
  }

  /** What a cell is worth: "right" as it follows from the start, "follows" from the student's own numbers, or "wrong". */
  judge(step, name, typed) {
    const value = typed[step][name];
    const size = name === "w" ? this.before(step, typed).w : 0;
    if (agrees(value, this.exact()[step][name], size)) return "right";
    return agrees(value, this.following(step, name, typed), size) ? "follows" : "wrong";
  }

  /** The numbers that a step calculates with, by name, where the line of `name` stands in the rule. */
  valuesAt(step, name, typed) {
    const before = this.before(step, typed);
    const here = Object.fromEntries(this.columns.slice(0, this.columns.indexOf(name)).map((each) => [each, typed[step]?.[each] ?? this.following(step, each, typed)]));
    return { ...this.numbers, t: step + 1, decays: 1, g: this.gradients[step], ...before, ...here };
  }
}

/** The register in which the new value of a name is made before it is put in its place. */
export function sourceOf(code, name) {
  const last = code.findLast(([operation, target]) => operation === "copy" && target === name);
  return last ? last[2] : name;
}
