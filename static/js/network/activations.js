// The activations of training/activations/, each on an array of weighted sums in place. Pure.

const KINDS = {
  tanh: (z) => each(z, tanh),
  sigmoid: (z) => each(z, sigmoid),
  hard_tanh: (z) => each(z, (value) => (value > 1 ? 1 : value < -1 ? -1 : value)),
  linear: () => {},
  relu: (z) => each(z, (value) => (value < 0 ? 0 : value)),
  leaky_relu: (z, { negative_slope: slope }) => each(z, (value) => (value < 0 ? slope * value : value)),
  elu: (z, { alpha }) => each(z, (value) => (value < 0 ? alpha * Math.expm1(value) : value)),
  gelu: (z) => each(z, (value) => value * normalBelow(value)),
  swish: (z) => each(z, (value) => value * sigmoid(value)),
  softplus: (z) => each(z, (value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))),
};
/** Where values must lie: their colours keep one scale while the network trains. */
const BOUNDED = ["tanh", "sigmoid", "hard_tanh"];

/** Replaces weighted sums by what the units make of them; `activation` is the spec's, kind and parameters. */
export function activate(z, activation) {
  const apply = KINDS[activation.kind];
  if (!apply) throw new Error(`The activation ${activation.kind} is unknown here.`);
  apply(z, activation);
}

export function isBounded(activation) {
  return BOUNDED.includes(activation?.kind);
}

/** Turns the last weighted sums, one array per output, into what the network says: probabilities or numbers. */
export function speak(outputs, kind) {
  if (kind === "softmax") softmax(outputs);
  else if (kind === "sigmoid") for (const output of outputs) each(output, sigmoid);
}

function each(values, rule) {
  for (let index = 0; index < values.length; index += 1) values[index] = rule(values[index]);
}

/** By one exponential: twice as fast as Math.tanh, and exact to 1e-16 of 1. */
function tanh(value) {
  return 1 - 2 / (Math.exp(2 * value) + 1);
}

function sigmoid(value) {
  return 1 / (1 + Math.exp(-value));
}

function softmax(outputs) {
  for (let index = 0; index < outputs[0].length; index += 1) {
    let largest = -Infinity;
    for (const output of outputs) if (output[index] > largest) largest = output[index];
    let sum = 0;
    for (const output of outputs) sum += output[index] = Math.exp(output[index] - largest);
    for (const output of outputs) output[index] /= sum;
  }
}

/** How likely a standard normal number lies below z: ½ erfc(−z/√2), to 1.2e-7 of itself. */
function normalBelow(z) {
  const x = -z / Math.SQRT2;
  const t = 1 / (1 + Math.abs(x) / 2);
  let sum = 0;
  for (const coefficient of ERFC) sum = sum * t + coefficient;
  const tail = t * Math.exp(-x * x + sum);
  return (x >= 0 ? tail : 2 - tail) / 2;
}

// Press et al.: Numerical Recipes, 2nd edition, section 6.2, erfcc; the highest power first.
const ERFC = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223];
