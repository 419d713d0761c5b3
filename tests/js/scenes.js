// Scenes as scene.js makes them, small enough to look through.

/** A network on points of the plane; `hidden` are units per layer. */
export function plane({ hidden = [3, 2], outputs = 2, activation = "tanh", output = "softmax", kind = "plane", ...more } = {}) {
  const columns = kind === "plane" ? ["x1", "x2"] : ["x"];
  const widths = [columns.length, ...hidden, outputs];
  const layers = [];
  for (let number = 1; number < widths.length; number += 1) {
    const [fan_in, units] = [widths[number - 1], widths[number]];
    const start = layers.at(-1)?.end ?? 0;
    const bias = start + fan_in * units;
    const end = bias + units;
    const last = number === widths.length - 1;
    layers.push({ fan_in, units, start, bias, gain: end, offset: end, end, normalization: "none", statistics: 0, activation: last ? null : { kind: activation } });
  }
  const neutral = columns.map(() => 0);
  return {
    kind, columns, layers, inputs: columns,
    pipeline: { distort: { shift: 0, scale: 1 }, features: columns, expansion: { kind: "none" }, fill: neutral, shift: neutral, scale: columns.map(() => 1) },
    output: { task: "classification", activation: output, classes: ["0", "1", "2", "3", "4"].slice(0, Math.max(2, outputs)), target: { name: "class" } },
    domain: { low: columns.map(() => -6), high: columns.map(() => 6) },
    samples: { train: samples(columns.length), validation: samples(columns.length, 10), test: null },
    parameters: layers.at(-1).end,
    ...more,
  };
}

export function weightsOf(scene) {
  return Float32Array.from({ length: scene.parameters }, (_, index) => Math.sin(index + 1));
}

/** Points on a spiral, taking turns between two classes. */
function samples(columns, count = 40) {
  const at = (index) => (columns === 2 ? [Math.cos(index) * index / 10, Math.sin(index) * index / 10] : [index / count]);
  const inputs = Float32Array.from(Array.from({ length: count }, (_, index) => at(index)).flat());
  return { count, inputs, targets: Array.from({ length: count }, (_, index) => index % 2) };
}
