import { noteFor } from "/static/js/fields/notes.js";
import { equal, test } from "./check.js";

const digits = { classes: [..."0123456789"] };

test("label smoothing names the number that other libraries need", () => {
  equal(noteFor("loss.label_smoothing", { loss: { kind: "cross_entropy", label_smoothing: 0.1 } }, digits),
    "The same in PyTorch and Keras, with 10 classes: label_smoothing = 0.111.");
  equal(noteFor("loss.label_smoothing", { loss: { kind: "bce", label_smoothing: 0.1 } }, { classes: ["0", "1"] }),
    "The same in PyTorch and Keras, with 2 classes: label_smoothing = 0.200.");
  equal(noteFor("loss.label_smoothing", { loss: { label_smoothing: 0 } }, digits), "");
  equal(noteFor("loss.label_smoothing", { loss: { label_smoothing: 0.1 } }, { classes: [] }), "");
});

test("the slide's momentum names the rate that makes its steps those of classical momentum", () => {
  equal(noteFor("optimizer.beta", { optimizer: { kind: "momentum_ema", learning_rate: 0.03, beta: 0.9 } }, digits),
    "Its steps are 10.0 times smaller than those of classical momentum; η = 0.300 makes them equal.");
  equal(noteFor("optimizer.beta", { optimizer: { kind: "momentum", learning_rate: 0.03, beta: 0.9 } }, digits), "");
});

test("other settings have no note", () => equal(noteFor("seed", {}, digits), ""));
