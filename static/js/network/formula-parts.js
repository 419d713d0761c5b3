// What formulas are made of: plain nodes without notation, which formula-mathml.js and formula-latex.js write down. Pure.
//
// A text or number is itself. A node is {row}, {symbol, sub, sup, hat}, {name}, {op}, {frac: [over, under]}, {root}, {power:
// [base, exponent]}, {call: [function, argument]}, {matrix: [[cells]], shape}, or {value, first, exact}: a number that
// `value(weights)` gives, with its sign before it; `first` of a sum has no plus.

export const row = (...nodes) => ({ row: nodes.flat() });
export const op = (sign) => ({ op: sign });
export const name = (text) => ({ name: text });
export const symbol = (letter, sub = null, sup = null, more = {}) => ({ symbol: letter, sub, sup, ...more });
export const call = (called, argument) => ({ call: [called, argument] });
export const frac = (over, under) => ({ frac: [over, under] });
export const parameter = (index, more = {}) => ({ value: (weights) => weights[index], ...more });
export const constant = (number, more = {}) => ({ value: () => number, ...more });
export const equation = (left, ...right) => row(left, op("="), right);

/** w₁a₁ + w₂a₂ + … + b, of which only the first `most` terms are written out. */
export function weightedSum(layer, unit, inputs, most = Infinity) {
  const shown = inputs.slice(0, most);
  const terms = shown.flatMap((input, index) => [parameter(layer.start + unit * layer.fan_in + index, { first: index === 0 }), input]);
  const more = inputs.length > shown.length ? [op("+"), op("⋯")] : [];
  return row(...terms, ...more, parameter(layer.bias + unit));
}

const NAMED = { relu: "ReLU", leaky_relu: "LeakyReLU", elu: "ELU", gelu: "GELU", swish: "swish", softplus: "softplus", sigmoid: "σ", hard_tanh: "clip", tanh: "tanh" };

/** What an activation makes of z; null (the outputs) and linear make nothing of it. */
export function activated(activation, z) {
  if (!activation || activation.kind === "linear") return z;
  return call(name(NAMED[activation.kind] ?? activation.kind), z);
}

const z = symbol("z");
const exponential = (exponent) => ({ power: [symbol("e"), exponent] });
const where = (condition) => row(name(" where "), condition, name(", else "));
const positive = row(symbol("z"), op(">"), 0);

const scaledBy = (factor) => (factor === 1 ? [] : [constant(factor, { first: true, exact: true })]);

/** What the name of an activation means, as an equation; null where everybody knows. */
export function meaningOf(activation) {
  const means = (...right) => equation(activated(activation, z), ...right);
  switch (activation?.kind) {
    case "relu": return means(call(name("max"), row(0, op(","), z)));
    case "leaky_relu": return means(z, where(positive), constant(activation.negative_slope, { first: true, exact: true }), z);
    case "elu": return means(z, where(positive), ...scaledBy(activation.alpha), { fenced: row(exponential(z), op("−"), 1) });
    case "gelu": return means(z, call(symbol("Φ"), z), name(" with the normal distribution Φ"));
    case "swish": return means(frac(z, row(1, op("+"), exponential(row(op("−"), z)))));
    case "softplus": return means(call(name("ln"), row(1, op("+"), exponential(z))));
    case "sigmoid": return means(frac(1, row(1, op("+"), exponential(row(op("−"), z)))));
    case "hard_tanh": return means(z, name(" kept within [−1, 1]"));
    default: return null;
  }
}

/** A number as formulas show it: three digits, as wide while it changes as it can be; no sign. */
export function digits(value, exact = false) {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return { text: Number.isNaN(value) ? "NaN" : "∞" };
  if (exact) return { text: String(size) };
  if (size !== 0 && (size < 0.0005 || size >= 9999.5)) {
    const [text, power] = size.toExponential(1).split("e");
    return { text, power: Number(power) };
  }
  return { text: size.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3) };
}
