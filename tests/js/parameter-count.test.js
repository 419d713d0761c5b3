import { parameterCount } from "/static/js/parameter-count.js";
import { equal, test } from "./check.js";

const layer = (units, normalization = "none") => ({ units, normalization });
const spec = (...hidden) => ({ data: { features: null, expansion: { kind: "none" } }, network: { hidden }, loss: { kind: "cross_entropy" } });
const circle = { inputs: 2, task: "classification", classes: ["0", "1"] };

test("Parameters are weights, biases, and gains of normalized layers", () => {
  equal(parameterCount(spec(layer(4), layer(2)), circle), 28);
  equal(parameterCount(spec(), circle), 6);
  equal(parameterCount(spec(layer(4, "batch"), layer(2)), circle), 36);
  equal(parameterCount(spec(layer(64), layer(32)), { inputs: 64, task: "classification", classes: [..."0123456789"] }), 6570);
});

test("One output for numbers and for binary cross-entropy; chosen inputs count", () => {
  equal(parameterCount(spec(), { inputs: 10, task: "regression", classes: [] }), 11);
  equal(parameterCount({ ...spec(), loss: { kind: "bce" } }, circle), 3);
  equal(parameterCount({ ...spec(), data: { features: ["x1"], expansion: { kind: "none" } } }, circle), 4);
});

test("What only the server knows is not guessed", () => {
  equal(parameterCount({ ...spec(), data: { features: null, expansion: { kind: "polynomial", degree: 3 } } }, circle), null);
  equal(parameterCount(spec(layer("many")), circle), null);
});
