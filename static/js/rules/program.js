// Runs programs of the rule language in the browser, in float64: what the engine does to tensors, one number at a time. Pure.

/** Every operation of a program: (registers, target, ...arguments) → what computes it. */
const OPERATIONS = {
  copy: (r, to, a) => () => { r[to] = r[a]; },
  negative: (r, to, a) => () => { r[to] = -r[a]; },
  add: (r, to, a, b) => () => { r[to] = r[a] + r[b]; },
  subtract: (r, to, a, b) => () => { r[to] = r[a] - r[b]; },
  multiply: (r, to, a, b) => () => { r[to] = r[a] * r[b]; },
  divide: (r, to, a, b) => () => { r[to] = r[a] / r[b]; },
  power: (r, to, a, b) => () => { r[to] = power(r[a], r[b]); },
  sqrt: (r, to, a) => () => { r[to] = Math.sqrt(r[a]); },
  abs: (r, to, a) => () => { r[to] = Math.abs(r[a]); },
  sign: (r, to, a) => () => { r[to] = Math.sign(r[a]) + 0; },
  exp: (r, to, a) => () => { r[to] = Math.exp(r[a]); },
  log: (r, to, a) => () => { r[to] = Math.log(r[a]); },
  tanh: (r, to, a) => () => { r[to] = Math.tanh(r[a]); },
  sin: (r, to, a) => () => { r[to] = Math.sin(r[a]); },
  cos: (r, to, a) => () => { r[to] = Math.cos(r[a]); },
  // + 0 makes 0 of −0, as everywhere: 1/min(0, −0) would be another infinity here than there.
  min: (r, to, a, b) => () => { r[to] = Math.min(r[a], r[b]) + 0; },
  max: (r, to, a, b) => () => { r[to] = Math.max(r[a], r[b]) + 0; },
  clip: (r, to, a, low, high) => () => { r[to] = Math.min(Math.max(r[a], r[low]), r[high]) + 0; },
  where_less: (r, to, a, b, x, y) => () => { r[to] = r[a] < r[b] ? r[x] : r[y]; },
  where_at_most: (r, to, a, b, x, y) => () => { r[to] = r[a] <= r[b] ? r[x] : r[y]; },
  where_equal: (r, to, a, b, x, y) => () => { r[to] = r[a] === r[b] ? r[x] : r[y]; },
};

/** As IEEE 754 has it: 1 to the power of anything is 1, and so is −1 to an infinite one. JavaScript says NaN. */
function power(base, exponent) {
  return base === 1 || (base === -1 && Math.abs(exponent) === Infinity) ? 1 : base ** exponent;
}

/** Instructions [operation, target, ...arguments]: arguments are numbers or names of registers. `names` are registers in any case. */
export class Code {
  constructor(instructions, names = []) {
    this.names = new Map(names.map((name, index) => [name, index]));
    const numbers = [];
    const slot = (argument) => {
      // Each number has a register of its own that nothing writes to.
      const name = typeof argument === "number" ? `number ${numbers.push(argument)}` : argument;
      if (!this.names.has(name)) this.names.set(name, this.names.size);
      return this.names.get(name);
    };
    const slots = instructions.map(([operation, ...registers]) => {
      if (!Object.hasOwn(OPERATIONS, operation)) throw new Error(`There is no operation ${operation}.`);
      return registers.map(slot);
    });
    this.registers = new Float64Array(this.names.size);
    numbers.forEach((number, index) => this.set(`number ${index + 1}`, number));
    this.instructions = instructions.map(([operation], index) => OPERATIONS[operation](this.registers, ...slots[index]));
  }

  /** Sets a register; where no instruction knows it there is nothing to do. */
  set(name, value) {
    const slot = this.names.get(name);
    if (slot !== undefined) this.registers[slot] = value;
  }

  /** The value of a register; 0 where nothing ever set it. */
  get(name) {
    return this.registers[this.names.get(name)] ?? 0;
  }

  run() {
    for (const instruction of this.instructions) instruction();
  }
}

/** An update rule: `program` is what the server makes of its text, or an optimizer's `x-program`. */
export class RuleProgram {
  constructor({ constants, memory, code }) {
    this.constants = constants;
    this.memory = memory.map(({ name }) => name);
    this.starts = memory.map(({ start }) => new Code(start));
    // w, g and the memory are the first registers, in this order.
    this.code = new Code(code, ["w", "g", ...this.memory]);
  }

  /** The memory of `size` weights before the first update: {name: Float64Array}. `numbers`: {eta, and the constants by name}. */
  begin(size, numbers) {
    return Object.fromEntries(this.memory.map((name, index) => {
      const start = this.starts[index];
      this.give(start, numbers);
      start.run();
      return [name, new Float64Array(size).fill(start.get(name))];
    }));
  }

  /** One update of weights and memory, in place. `numbers`: {t, eta, and the constants by name}; `decays`: of all these weights. */
  step(weights, gradient, memory, numbers, decays = 1) {
    const { registers } = this.code;
    const kept = this.memory.map((name) => memory[name]);
    this.give(this.code, numbers);
    this.code.set("t", numbers.t);
    this.code.set("decays", decays);
    for (let index = 0; index < weights.length; index += 1) {
      registers[0] = weights[index];
      registers[1] = gradient[index];
      for (let each = 0; each < kept.length; each += 1) registers[each + 2] = kept[each][index];
      this.code.run();
      weights[index] = registers[0];
      for (let each = 0; each < kept.length; each += 1) kept[each][index] = registers[each + 2];
    }
  }

  give(code, numbers) {
    for (const name of this.constants) code.set(name, numbers[name]);
    code.set("eta", numbers.eta);
  }
}
