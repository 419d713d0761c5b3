// Surfaces whose curvature is the same everywhere, E(w) = ½ wᵀHw − bᵀw + c, as `training/surfaces` computes them. Pure.

/** How a surface of each kind is made from its spec; what is missing here has its curvature from place to place. */
export const BOWLS = { quadratic, ravine, linear_neuron: linearNeuron, fan_in: fanIn };

function quadratic({ matrix, b }) {
  return fromMatrix(matrix, b);
}

function ravine({ condition, angle }) {
  const turn = (angle / 180) * Math.PI;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const across = cos * sin - condition * sin * cos;
  return fromMatrix([[cos * cos + condition * sin * sin, across], [across, sin * sin + condition * cos * cos]], [0, 0]);
}

function fromMatrix(matrix, b) {
  const gradient = (w) => matrix.map((row, index) => dot(row, w) - b[index]);
  return { weights: b.length, hessian: matrix, b, constant: 0, gradient, value: (w) => dot(matrix.map((row) => dot(row, w)), w) / 2 - dot(b, w) };
}

/** The samples as the neuron sees them: (x − shift) / scale; shift and scale are one number, or one per column. */
export function seenInputs({ rows, shift, scale }) {
  const of = (given, column) => (Array.isArray(given) ? given[column] : given);
  return rows.map((row) => row.map((x, column) => (x - of(shift, column)) / of(scale, column)));
}

function linearNeuron(spec) {
  const inputs = seenInputs(spec);
  const { targets } = spec;
  const columns = inputs[0].map((_, column) => column);
  const summed = (term) => inputs.reduce((sum, row, sample) => sum + term(row, sample), 0);
  const error = (row, sample, w) => targets[sample] - dot(row, w);
  return {
    weights: columns.length,
    hessian: columns.map((i) => columns.map((j) => 2 * summed((row) => row[i] * row[j]))),
    b: columns.map((i) => 2 * summed((row, sample) => row[i] * targets[sample])),
    constant: dot(targets, targets),
    // From the errors and not from H: near the minimum the terms of the bowl would cancel.
    value: (w) => summed((row, sample) => error(row, sample, w) ** 2),
    gradient: (w) => columns.map((i) => -2 * summed((row, sample) => error(row, sample, w) * row[i])),
  };
}

/** Many weights that act alike: what is drawn is the error over their sum, the output y of the neuron. */
function fanIn({ inputs, target }) {
  const sum = (w) => w.reduce((total, each) => total + each, 0);
  return {
    weights: inputs,
    hessian: null,
    b: null,
    constant: target ** 2 / 2,
    value: (w) => (target - sum(w)) ** 2 / 2,
    gradient: (w) => new Array(inputs).fill(sum(w) - target),
    plane: { names: ["y = Σ w"], of: (w) => [sum(w)], at: ([y]) => new Array(inputs).fill(y / inputs) },
  };
}

function dot(one, other) {
  let total = 0;
  for (let index = 0; index < one.length; index += 1) total += one[index] * other[index];
  return total;
}
