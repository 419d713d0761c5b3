// One optimizer on its way over a landscape, step by step, as `python -m training.surfaces` walks. Pure.

import { RuleProgram } from "../rules/program.js";
import { standardNormal } from "./noise.js";

export class Walk {
  /**
   * `racer`: {optimizer: its spec, program: its rule compiled}. `start`: the weights it begins with. `noise`: σ of what is added to
   * every number of the gradient that a step is made with; `seed` chooses it.
   */
  constructor(landscape, racer, { start, noise = 0, seed = 0 }) {
    Object.assign(this, { landscape, noise, seed, taken: 0, ended: null });
    this.rule = new RuleProgram(racer.program);
    this.numbersAt = numbersOf(racer.optimizer);
    this.w = [...start];
    this.before = [...start];
    this.memory = this.rule.begin(start.length, this.numbersAt(1));
    this.drawn = new Float64Array(start.length);
    this.look();
  }

  look() {
    this.value = this.landscape.value(this.w);
    this.gradient = this.landscape.gradient(this.w);
    if (!this.w.every(Number.isFinite)) this.ended = "not finite";
  }

  /** Takes one step without a report: `w`, `value` and `gradient` are those after it. */
  advance() {
    const { w, before, noise } = this;
    this.taken += 1;
    const gradient = noise ? this.noisy() : this.gradient;
    for (let index = 0; index < w.length; index += 1) before[index] = w[index];
    this.rule.step(w, gradient, this.memory, this.numbersAt(this.taken));
    this.look();
  }

  /** The gradient as a mini-batch would tell it. */
  noisy() {
    standardNormal(this.seed, this.taken, this.drawn);
    return this.gradient.map((value, index) => value + this.noise * this.drawn[index]);
  }

  /** Takes one step and tells {step, w, value, gradient, velocity}; `velocity` is the step that was made, w − the w before. */
  step() {
    this.advance();
    const { taken, w, value, gradient, before } = this;
    return { step: taken, w: [...w], value, gradient: [...gradient], velocity: w.map((each, index) => each - before[index]) };
  }
}

/** What a rule calls by name at update t: the optimizer's settings, its constants, η, and β where it rises at first. */
export function numbersOf(optimizer) {
  const { learning_rate: eta, constants = {}, beta, beta_start: low = null, beta_epochs: over } = optimizer;
  const numbers = { ...optimizer, ...constants, eta };
  return (t) => {
    numbers.t = t;
    // On surfaces each update counts as an epoch.
    if (low !== null) numbers.beta = t - 1 < over ? low + (beta - low) * ((t - 1) / over) : beta;
    return numbers;
  };
}

/** A function(weight, gradient) → next weight that remembers what the rule remembers. */
export function ruleOnOneWeight(optimizer, program) {
  const rule = new RuleProgram(program);
  const numbersAt = numbersOf(optimizer);
  const memory = rule.begin(1, numbersAt(1));
  const weights = [0];
  let t = 0;
  return (weight, gradient) => {
    t += 1;
    weights[0] = weight;
    rule.step(weights, [gradient], memory, numbersAt(t));
    return weights[0];
  };
}
