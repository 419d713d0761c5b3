import { shared } from "/static/js/fields/split.js";
import { changesInWords, inShort, inWords, layers, summary } from "/static/js/words.js";
import { groups, replaced } from "/static/js/schema.js";
import { equal, ok, test } from "./check.js";

const activation = { oneOf: [{ $ref: "#/$defs/Tanh" }, { $ref: "#/$defs/Relu" }], title: "Activation" };
const root = {
  $defs: {
    Tanh: { title: "Tanh", properties: { kind: { const: "tanh" } } },
    Relu: { title: "ReLU", properties: { kind: { const: "relu" } } },
    Layer: { properties: { units: { type: "integer", title: "Units", default: 4 }, activation } },
    Sgd: { title: "SGD", properties: { kind: { const: "sgd" }, learning_rate: { default: 0.03, type: "number", title: "Learning rate η" } } },
    Adam: { title: "Adam", properties: { kind: { const: "adam" }, learning_rate: { default: 0.001, type: "number", title: "Learning rate η" } } },
  },
  properties: {
    data: { "x-group": "Data", properties: { dataset: { type: "string", title: "Data set" }, noise: { type: "number", title: "Noise" } } },
    network: { "x-group": "Network", properties: { hidden: { type: "array", items: { $ref: "#/$defs/Layer" }, title: "Hidden layers" } } },
    optimizer: { "x-group": "Optimizer", title: "Optimizer", oneOf: [{ $ref: "#/$defs/Sgd" }, { $ref: "#/$defs/Adam" }] },
  },
};
const layer = (units, kind = "tanh") => ({ units, activation: { kind } });
const defaults = { data: { dataset: "circle", noise: 0.1 }, network: { hidden: [layer(4), layer(2)] }, optimizer: { kind: "sgd", learning_rate: 0.03 } };
const datasets = [{ name: "circle", title: "Circle" }, { name: "digits", title: "Handwritten digits" }];
const changedLines = (spec) => inWords(root, spec, defaults, datasets).flatMap((group) => group.lines).filter((line) => line.changed);

test("the default experiment differs in nothing", () => {
  equal(changedLines(defaults), []);
});

test("a changed setting is told with its default", () => {
  const [line] = changedLines(replaced(defaults, "optimizer.learning_rate", 0.1));
  equal([line.label, line.text, line.before], ["Learning rate η", "0.1", "0.03"]);
});

test("another optimizer at its own defaults is one difference", () => {
  const lines = changedLines({ ...defaults, optimizer: { kind: "adam", learning_rate: 0.001 } });
  equal(lines.map((line) => [line.text, line.before]), [["Adam", "SGD"]]);
});

test("what was changed while it trained is told, the newest at length", () => {
  const change = { path: "optimizer.learning_rate", old: 0.03, new: 0.01, epoch: 12 };
  equal(changesInWords([]), "");
  equal(changesInWords([change]), "Changed while it trained: learning rate 0.03 → 0.01 after epoch 12");
  const batch = { path: "batch.size", old: 10, new: "full", epoch: 1200 };
  equal(changesInWords([change, batch]), "Changed while it trained: learning rate 0.03 → 0.01 after epoch 12; batch size 10 → full after epoch 1,200");
  const many = changesInWords([...Array.from({ length: 8 }, () => change), batch]);
  ok(many.includes("4 earlier, then learning rate") && many.endsWith("batch size 10 → full after epoch 1,200"), many);
});

test("layers read from the inputs to the outputs", () => {
  equal(layers(root, [layer(64), layer(32)]), "64 – 32 Tanh");
  equal(layers(root, [layer(8, "relu"), layer(4)]), "8 ReLU – 4 Tanh");
  equal(layers(root, []), "none (a linear model)");
});

test("an experiment without a name gets one", () => {
  equal(inShort(root, defaults, datasets), "Circle, 4 – 2 Tanh, SGD");
});

test("a closed group tells its most telling values", () => {
  const optimizer = groups(root).find((group) => group.name === "optimizer");
  equal(summary(root, optimizer, defaults, datasets), "SGD · η 0.03");
  const seed = { name: "Randomness", fields: [["seed", { type: "integer", title: "Seed" }]] };
  equal(summary(root, seed, { ...defaults, seed: 0 }, datasets), "seed 0");
});

test("shares of the data always add up", () => {
  const split = { train: 0.6, validation: 0.2, test: 0.2 };
  equal(shared(split, "validation", 30), { train: 0.5, validation: 0.3, test: 0.2 });
  equal(shared(split, "train", 70), { train: 0.7, validation: 0.2, test: 0.1 });
  ok(shared(split, "validation", "many").validation === "many");
});

test("settings that mean nothing for the data set are not told, and words are told by their labels", () => {
  const noise = { type: "number", title: "Noise", "x-datasets": ["circle"] };
  const sound = { enum: ["raw", "mfcc"], title: "Sound", "x-datasets": ["waves"], "x-labels": { mfcc: "MFCC (39)" } };
  const data = { "x-group": "Data", properties: { dataset: { type: "string", title: "Data set" }, noise, sound } };
  const told = (dataset, sound) => inWords({ properties: { data } }, { data: { dataset, noise: 0.1, sound } }, { data: { dataset: "circle", noise: 0.1, sound: "raw" } }, [...datasets, { name: "waves", title: "Waves" }])[0].lines.slice(1);
  equal(told("circle", "raw").map((line) => line.label), ["Noise"]);
  equal(told("waves", "mfcc").map((line) => [line.label, line.text, line.before]), [["Sound", "MFCC (39)", "raw"]]);
});

test("a setting that does nothing without another is told only with it", () => {
  const noise = { type: "number", title: "Noise" };
  const mode = { type: "string", title: "Mode", "x-needs": "noise" };
  const data = { "x-group": "Data", properties: { noise, mode } };
  const told = (value) => inWords({ properties: { data } }, { data: { noise: value, mode: "keep" } }, { data: { noise: 0, mode: "keep" } })[0].lines.map((line) => line.label);
  equal(told(0), ["Noise"]);
  equal(told(null), ["Noise"]);
  equal(told(0.1), ["Noise", "Mode"]);
});
