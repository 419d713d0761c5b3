import { headingOf, isSigned, readAt, shownName, signedValues, summaryOf } from "/static/js/network/output/sayings.js";
import { plane } from "./scenes.js";
import { equal, ok, test } from "./check.js";

const one = (...shares) => shares.map((share) => Float32Array.of(share));
const numbers = (target) => plane({ outputs: 1, output: "linear" , kind: "plane", ...target });
const regression = () => {
  const scene = numbers();
  return { ...scene, output: { task: "regression", activation: "linear", classes: [], target: { name: "height", shift: 10, scale: 2 } } };
};

test("names are written as people write them", () => {
  equal(["x1", "x2^2", "x1x2", "sin x1", "sepal length (cm)"].map(shownName), ["x₁", "x₂²", "x₁x₂", "sin x₁", "sepal length (cm)"]);
});

test("the heading says what is looked at", () => {
  const scene = plane();
  const at = (layer, unit) => headingOf(scene, { layer, unit });
  equal([headingOf(scene, null), at(0, 1), at(1, 2), at(3, 1)], ["Output", "Input x₂", "Unit 3 of hidden layer 1", "Output for class 1"]);
});

test("two classes are one signed value however many outputs there are", () => {
  equal([...signedValues(plane(), one(0.25, 0.75))], [0.5]);
  equal([...signedValues(plane({ outputs: 1, output: "sigmoid" }), one(0.75))], [0.5]);
  equal([isSigned(plane()), isSigned(plane({ outputs: 3 })), isSigned(regression())], [true, false, true]);
});

test("the likeliest classes are read first", () => {
  const read = readAt(plane({ outputs: 4 }), one(0.1, 0.2, 0.65, 0.05), 0);
  equal(read.map(({ name, value }) => `${name} ${value.replace(/\s/u, " ")}`), ["class 2 65.0 %", "class 1 20.0 %", "class 0 10.0 %"]);
});

test("one output stands for both of its classes", () => {
  equal(readAt(plane({ outputs: 1, output: "sigmoid" }), one(0.75), 0).map(({ index, share }) => [index, share]), [[1, 0.75], [0, 0.25]]);
});

test("numbers are read in the unit of the target", () => {
  equal(readAt(regression(), one(-6), 0), [{ name: "height", value: "−2.00" }]);
});

test("the whole map is told in one sentence", () => {
  const output = { low: [-6, -6], high: [6, 6], values: [Float32Array.of(1, 1, 1, 0), Float32Array.of(0, 0, 0, 1)] };
  const told = summaryOf(plane(), { output, focus: null });
  ok(told.includes("class 0 in 75.0") && told.includes("x1 from −6.00 to 6.00"), told);
  ok(summaryOf(regression(), { output, focus: null }).includes("height between 10.0 and 12.0"));
});

test("numbers that exploded are called so", () => {
  const output = { low: [-6, -6], high: [6, 6], values: one(NaN, NaN) };
  ok(summaryOf(plane(), { output, focus: null }).includes("exploded"));
});
