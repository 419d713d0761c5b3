import { axisAround, converted, proposedAxis } from "/static/js/builder/axis-proposals.js";
import { flattened, laneInWords, nextLane } from "/static/js/builder/lanes-of.js";
import { matching } from "/static/js/builder/picker.js";
import { distinctOf, pointsOf, scaleOf } from "/static/js/builder/points.js";
import { costInWords, knownInWords, stepsOf } from "/static/js/builder/reckoning.js";
import { readValues, shownValues } from "/static/js/builder/value-texts.js";
import { varyInWords } from "/static/js/vary-notice.js";
import { equal, ok, test } from "./check.js";

const rate = { path: "optimizer.learning_rate", label: "Learning rate η", group: "Optimizer", type: "number", value: 0.03, schema: { "x-scale": "log", minimum: 1e-6, maximum: 10 } };
const noise = { path: "data.noise", label: "Noise", group: "Data", type: "number", value: 0.1, schema: { minimum: 0, maximum: 0.5 } };
const units = { path: "network.hidden.0.units", label: "Layer 1: Units", group: "Network", type: "whole", value: 4, schema: { type: "integer", minimum: 1, maximum: 512 } };
const hidden = { path: "network.hidden", label: "Hidden layers", group: "Network", type: "layers", value: [{ units: 4, activation: { kind: "relu" } }], schema: {} };
const kind = { path: "optimizer.kind", label: "Optimizer", group: "Optimizer", type: "options", value: "sgd", schema: {}, options: [{ value: "sgd", title: "SGD" }, { value: "adam", title: "Adam" }] };
const setting = (path) => [rate, noise, units, hidden, kind].find((each) => each.path === path) ?? null;

test("rates get powers of ten, shares their bounds, units whole numbers, choices all of them", () => {
  equal(proposedAxis(rate), { kind: "log_uniform", low: 0.001, high: 1 });
  equal(proposedAxis(noise), { kind: "uniform", low: 0, high: 0.5 });
  equal(proposedAxis(units), { kind: "int", low: 2, high: 16 });
  equal(proposedAxis(kind).values, ["sgd", "adam"]);
  equal(proposedAxis(hidden).values.map((layers) => layers.map((each) => each.units)), [[2], [4], [8], [4, 4]]);
});

test("another kind of axis keeps the range", () => {
  equal(converted(rate, { kind: "uniform", low: 0, high: 0.2 }, "log_uniform"), { kind: "log_uniform", low: 0.0002, high: 0.2 });
  equal(converted(units, { kind: "int", low: 2, high: 6 }, "choice"), { kind: "choice", values: [2, 3, 4, 5, 6] });
  equal(converted(rate, { kind: "choice", values: [0.1, 0.5] }, "uniform"), { kind: "uniform", low: 0.1, high: 0.5 });
});

test("a search around a value stays near it", () => {
  equal(axisAround(rate), { kind: "log_uniform", low: 0.003, high: 0.3 });
  equal(axisAround({ ...noise, schema: { "x-choices": [0, 0.5, 0.9, 0.99] }, value: 0.9 }), { kind: "choice", values: [0.5, 0.9, 0.99] });
});

test("values are typed in a line, and networks too", () => {
  equal(readValues(rate, "0.1, 1e-3, x"), [0.1, 0.001, "x"]);
  const typed = readValues(hidden, "8, 4; none");
  equal(typed, [[{ units: 8, activation: { kind: "relu" } }, { units: 4, activation: { kind: "relu" } }], []]);
  equal(shownValues(hidden, typed), "8, 4; none");
});

test("the next lane goes on as the last two did", () => {
  const lane = (value) => ({ name: "", set: { [rate.path]: value } });
  equal(nextLane([lane(0.01), lane(0.1)], setting).set, { [rate.path]: 1 });
  equal(nextLane([{ name: "", set: { [units.path]: 4 } }, { name: "", set: { [units.path]: 6 } }], setting).set, { [units.path]: 8 });
});

test("a lane is told by what it sets, and whole groups by their parts", () => {
  equal(laneInWords({ "optimizer.kind": "adam", [rate.path]: 0.1 }, setting), "Adam, learning rate 0.1");
  equal(laneInWords({}, setting), "as set");
  const root = { $defs: {}, properties: { optimizer: { oneOf: [{ title: "Adam", properties: { kind: { const: "adam" }, learning_rate: { default: 0.001 }, beta1: { default: 0.9 } } }] } } };
  equal(flattened(root, [{ name: "a", set: { optimizer: { kind: "adam", learning_rate: 0.1, beta1: 0.9 } } }])[0].set, { "optimizer.kind": "adam", "optimizer.learning_rate": 0.1 });
});

test("points lie between the bounds of their axes, by powers of ten where the axis is", () => {
  const scale = scaleOf([0.001, 1], { kind: "log_uniform", low: 0.001, high: 1 }, rate);
  ok(Math.abs(scale.position(Math.sqrt(0.001)) - 0.5) < 1e-9);
  equal(scale.ticks.map((each) => each.text), ["0.001", "0.01", "0.1", "1"]);
  equal(scaleOf(["sgd", "adam"], { kind: "choice" }, kind).ticks.map((each) => each.text), ["SGD", "Adam"]);
});

test("each group has its points and its count of different values", () => {
  const trials = [["grid", 1, 1], ["grid", 1, 2], ["random", 0.5, 1.5]].map(([group, a, b]) => ({ group, settings: { a, b } }));
  const scales = ["a", "b"].map((path) => scaleOf(trials.map((each) => each.settings[path]), null, null));
  equal(pointsOf(trials, ["a", "b"], scales).map((each) => [each.group, each.points.length]), [["grid", 2], ["random", 1]]);
  equal(distinctOf(trials, ["a", "b"]), [{ group: "grid", counts: [["a", 1], ["b", 2]] }, { group: "random", counts: [["a", 1], ["b", 1]] }]);
});

test("settings are found by any of their words", () => {
  equal(matching([rate, noise, units, kind], "opt rate").map((each) => each.path), [rate.path]);
  equal(matching([rate, noise], "").length, 2);
});

test("counts are told in words", () => {
  equal(knownInWords(9, 9, false), "These 9 trials will be trained, exactly as shown.");
  equal(knownInWords(10, 40, false), "The first 10 of 40 trials: the others follow from what these find.");
  equal(costInWords({ runs: 27, epochs: 2700, operations_per_epoch: 500, memory_bytes: 2048 }, 3), "9 trials, 27 runs · 2,700 epochs in all · 500 operations per epoch · 2 kB");
});

test("rungs say how many train until when", () => {
  equal(stepsOf([{ epoch: 3, trials: 3 }, { epoch: 9, trials: 1 }], 9, 20), [{ from: 0, to: 3, trials: 9 }, { from: 3, to: 9, trials: 3 }, { from: 9, to: 20, trials: 1 }]);
  equal(stepsOf([], 9, 20), []);
});

test("every kind of variation is a sentence", () => {
  const axes = { "optimizer.learning_rate": { kind: "uniform" }, "regularization.l2": { kind: "uniform" } };
  equal(varyInWords({ kind: "latin_hypercube", axes, seeds: 3 }), "A Latin hypercube over learning rate and l2, each with 3 seeds.");
  equal(varyInWords({ kind: "list", runs: [{ set: { "optimizer.kind": "sgd" } }, { set: {} }] }), "2 runs that differ in optimizer.");
  const inner = { "batch.size": {}, "network.hidden.0.units": {}, "network.hidden.1.activation.kind": {} };
  equal(varyInWords({ kind: "random", axes: inner }), "A random search over batch size, units of layer 1 and activation of layer 2.");
  equal(varyInWords({ kind: "census" }), "One network from many first weights.");
  equal(varyInWords({ kind: "some_new_way", axes }), "Some new way over learning rate and l2.");
});
