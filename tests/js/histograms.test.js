import { activationHistogram, shares, weightHistogram } from "/static/js/charts/histograms.js";
import { equal, ok, test } from "./check.js";

const colours = { train: "rgb(0, 100, 200)", validation: "rgb(200, 100, 0)" };
const near = (one, other) => ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);
const total = (y) => [...y].reduce((sum, value) => sum + value, 0);

/** Two inputs, two tanh units, one output; 8 samples. */
const layer = (fan_in, units, start, activation) => ({ fan_in, units, start, bias: start + fan_in * units, end: start + fan_in * units + units, normalization: "none", activation });
const scene = {
  kind: "plane", columns: ["x1", "x2"], inputs: ["x1", "x2"], output: { task: "regression", activation: "linear" },
  pipeline: { distort: { shift: 0, scale: 1 }, features: ["x1", "x2"], expansion: { kind: "none" }, fill: [0, 0], shift: [0, 0], scale: [1, 1] },
  layers: [layer(2, 2, 0, { kind: "tanh" }), layer(2, 1, 6, null)],
  samples: { train: { count: 8, inputs: Float32Array.from({ length: 16 }, (_, index) => index / 8 - 1) } },
  weights: Float32Array.of(0.1, 0.1, -0.1, 0.1, 0, 0, 0.2, -0.2, 0),
};
const stage = { scene, epoch: 3, weights: Float32Array.of(1, -1, 0.5, 0, 9, 9, 2, -2, 9) };

test("every value is in one bin, the largest too, and zero in the middle one", () => {
  const counted = shares([-2, 0, 0.01, 2, NaN], 2);
  near(total(counted), 1);
  equal([counted[0], counted[20], counted[40]], [0.25, 0.5, 0.25]);
  equal(total(shares([], 1)), 0);
});

test("each layer has the spread of its weights, biases left out, and faintly how they began", () => {
  const { traces, layout, empty } = weightHistogram(stage, colours);
  ok(!empty);
  equal(traces.map(({ name, line }) => [name, line.dash ?? "solid"]), [["hidden", "solid"], ["output", "solid"], ["hidden", "2px,2px"], ["output", "2px,2px"]]);
  for (const { y } of traces) near(total(y), 1);
  equal([traces[1].y[0], traces[1].y[40]], [0.5, 0.5]);
  ok(Math.max(...traces[0].x) < 2 && layout.xaxis.title.text === "weight, epoch 3");
});

test("before the first epoch nothing stands behind the weights", () => {
  equal(weightHistogram({ ...stage, epoch: 0 }, colours).traces.length, 2);
  ok(weightHistogram({ scene: null, weights: null, epoch: 0 }, colours).empty);
});

test("outputs are those of the hidden layers, with the names and colours that these have elsewhere", () => {
  const { traces } = activationHistogram(stage, colours);
  equal(traces.map(({ name, line }) => [name, line.color]), [["hidden", "rgb(0, 100, 200)"]]);
  near(total(traces[0].y), 1);
  ok(Math.max(...traces[0].x) <= 1, "tanh puts out nothing beyond one");
  ok(activationHistogram({ ...stage, scene: { ...scene, samples: null } }, colours).empty);
  ok(activationHistogram({ ...stage, scene: { ...scene, layers: [scene.layers[1]] } }, colours).empty);
});
