import { FormulaCard } from "/static/js/network/formula-card.js";
import { digits } from "/static/js/network/formula-parts.js";
import { formula } from "/static/js/network/formula.js";
import { latex } from "/static/js/network/formula-latex.js";
import { mathml } from "/static/js/network/formula-mathml.js";
import { Stage } from "/static/js/network/stage.js";
import { make } from "/static/js/elements.js";
import { equal, ok, test } from "./check.js";

/** A scene of dense layers; `more` replaces what is said of it. */
function scene(widths, { kind = "tanh", normalization = "none", ...more } = {}) {
  let [start, statistics] = [0, 0];
  const layers = widths.slice(1).map((units, index) => {
    const [fan_in, last] = [widths[index], index === widths.length - 2];
    const own = last ? "none" : normalization;
    const bias = start + units * fan_in;
    const gain = bias + units;
    const offset = gain + (own === "none" ? 0 : units);
    const layer = { fan_in, units, start, bias, gain, offset, end: 2 * offset - gain, normalization: own, statistics, activation: last ? null : { kind } };
    start = layer.end;
    statistics += own === "batch" ? 2 * units : 0;
    return layer;
  });
  const columns = widths[0] === 1 ? ["x"] : widths[0] === 2 ? ["x1", "x2"] : Array.from({ length: widths[0] }, (_, index) => `c${index}`);
  const plain = { distort: { shift: 0, scale: 1 }, features: columns, expansion: { kind: "none" }, shift: columns.map(() => 0), scale: columns.map(() => 1) };
  return {
    columns, inputs: columns, pipeline: plain, layers, parameters: start,
    output: { task: "classification", activation: "softmax", classes: ["0", "1"], target: { name: "target", shift: 0, scale: 1 } }, ...more,
  };
}

const number = { output: { task: "regression", activation: "linear", classes: [], target: { name: "y", shift: 0, scale: 1 } } };
const lines = (made, weights, focus) => latex(formula(made, focus), Float32Array.from(weights)).split("\n").slice(1, -1)
  .map((line) => line.trim().replace(/ \\\\$/, "").replace(/ +/g, " "));

test("a small network is written out unit by unit with its numbers", () => {
  equal(lines(scene([2, 1, 1], number), [0.5, -1.25, 0, 2, -0.1]), [
    "\\text{y} &= 2.00 a_{1}^{(1)} - 0.100 && \\text{Output}",
    "a_{1}^{(1)} &= \\tanh \\left(0.500 x_{1} - 1.25 x_{2} + 0.000 \\right) && \\text{Layer 1}",
  ]);
});

test("the default network says its probability, its two layers and its normalization", () => {
  const made = scene([2, 4, 2, 2]);
  made.pipeline = { ...made.pipeline, shift: [0.25, 0], scale: [3, 2] };
  const groups = formula(made);
  equal(groups.map(({ title, lines: each }) => [title, each.length]), [["Output", 3], ["Layer 2", 2], ["Layer 1", 4], ["Inputs", 2]]);
  const all = lines(made, new Array(made.parameters).fill(1));
  equal(all[0], "P \\left(\\text{class 1}\\right) &= \\frac{e^{z_{2} }}{e^{z_{1} } + e^{z_{2} }} && \\text{Output}");
  equal(all.slice(-2), ["\\hat{x}_{1} &= \\frac{x_{1} - 0.250 }{3.00 } && \\text{Inputs}", "\\hat{x}_{2} &= \\frac{x_{2} }{2.00 }"]);
});

test("what the network says in deviations is brought back into the unit of the target", () => {
  const target = { name: "price", shift: -5, scale: 2 };
  equal(lines(scene([1, 1], { output: { ...number.output, target } }), [0.5, 1]), [
    "\\text{price} &= 2.00 z - 5.00 && \\text{Output}",
    "z &= 0.500 x + 1.00",
  ]);
});

test("a unit in focus stands alone above what it is made of", () => {
  const made = scene([2, 4, 2, 2]);
  const groups = formula(made, { layer: 2, unit: 1 });
  equal(groups.map(({ title, lines: each }) => [title, each.length]), [["Layer 2", 1], ["Layer 1", 4]]);
  equal(formula(made, { layer: 0, unit: 1 }).map(({ title, lines: each }) => [title, each.length]), [["Inputs", 1]]);
  ok(lines(made, Array.from({ length: made.parameters }, (_, index) => index), { layer: 1, unit: 2 })[0].includes("4.00 x_{1} + 5.00 x_{2} + 10.0"));
});

test("large layers are matrices with their shapes, and a unit of theirs its first terms", () => {
  const made = scene([64, 32, 10]);
  const written = lines(made, new Array(made.parameters).fill(0.5)).join("\n");
  ok(written.includes("\\mathbf{a}^{(1)} &= \\tanh \\left(\\mathbf{W}^{(1)} \\hat{\\mathbf{x}} + \\mathbf{b}^{(1)} \\right)"), written);
  ok(written.includes("\\mathbb{R}^{32 \\times 64}") && written.includes("\\mathbb{R}^{10 \\times 32}"), written);
  ok(written.length < 2500, written.length);
  const unit = lines(made, new Array(made.parameters).fill(0.5), { layer: 1, unit: 3 })[0];
  equal(unit.match(/0\.500/g).length, 11);
  ok(unit.includes("\\cdots"));
});

test("batch normalization is written with its running figures", () => {
  const made = scene([1, 1, 1], { ...number, normalization: "batch" });
  // Weight, bias, gain, offset; weight, bias of the output; running mean and variance.
  const all = lines(made, [1, 0, 2, -0.5, 1, 0, 3, 4]);
  equal(all[1], "a_{1}^{(1)} &= \\tanh \\left(2.00 \\frac{z_{1}^{(1)} - 3.00 }{2.00 } - 0.500 \\right) && \\text{Layer 1}");
});

test("tiles, expansions and distortion are told as they are", () => {
  const made = scene([2, 1, 1], number);
  const inputs = (pipeline, names) => {
    const own = { ...made, inputs: names, pipeline: { ...made.pipeline, shift: names.map(() => 0), scale: names.map(() => 1), ...pipeline } };
    return formula(own).at(-1).lines.map((line) => latex([{ title: "", lines: [line] }], []).split("\n")[1].replace(/ && .*/, "").replace(/\s+/g, ""));
  };
  equal(inputs({ features: ["x1^2", "sin x2"] }, ["x1^2", "sin x2"]), ["\\hat{x}_{1}&=x_{1}^{2}", "\\hat{x}_{2}&=\\sin\\left(x_{2}\\right)"]);
  equal(inputs({ features: ["x1"], expansion: { kind: "polynomial", degree: 2 } }, ["x1", "x1^2"]), ["\\hat{x}_{2}&=x_{1}^{2}"]);
  equal(inputs({ features: ["x2"], expansion: { kind: "chebyshev", degree: 1 } }, ["T0", "T1(x2)"]), ["\\hat{x}_{1}&=1", "\\hat{x}_{2}&=T_{1}\\left(x_{2}\\right)"]);
  equal(inputs({ distort: { shift: [20, 0], scale: 1 } }, ["x1", "x2"])[2], "x'_{1}&=1x_{1}+20");
});

test("numbers keep three digits, and small ones their power of ten", () => {
  equal([0.5, -1.234, 45.67, 678.9, 0.00012, 0, 12345].map((value) => Object.values(digits(value)).join(" e")),
    ["0.500", "1.23", "45.7", "679", "1.2 e-4", "0.000", "1.2 e4"]);
  equal([NaN, Infinity].map((value) => digits(value).text), ["NaN", "∞"]);
});

test("new numbers are put into the same MathML", () => {
  const numbers = [];
  const element = mathml(formula(scene([1, 1], number))[0].lines[0], numbers);
  numbers.forEach((write) => write([0.5, -2]));
  const text = () => element.textContent.replace(/\s/g, "");
  equal([element.namespaceURI, text()], ["http://www.w3.org/1998/Math/MathML", "y=0.500x−2.00"]);
  const kept = element.querySelector("mn");
  numbers.forEach((write) => write([-0.25, 3]));
  equal([text(), kept.isConnected || kept === element.querySelector("mn")], ["y=−0.250x+3.00", true]);
});

test("the card follows scene, focus and weights", async () => {
  const [stage, element] = [new Stage(), make("div")];
  document.body.append(element);
  const card = new FormulaCard(element, stage);
  ok(element.hidden);
  const shows = async (part) => {
    for (let frame = 0; frame < 60 && !element.textContent.includes(part); frame += 1) await new Promise(requestAnimationFrame);
    ok(element.textContent.includes(part), `${part} in ${element.textContent}`);
  };
  stage.setScene(scene([2, 1, 1], number));
  stage.setFrame({ epoch: 3, weights: Float32Array.from([0.5, 0, 0, 7, 0]) });
  await shows("7.00");
  await shows("of the output, after epoch 3");
  stage.setFrame({ epoch: 4, weights: Float32Array.from([0.5, 0, 0, 8.5, 0]) });
  await shows("8.50");
  stage.setFocus({ layer: 1, unit: 0 });
  await shows("of unit 1 in layer 1, after epoch 4");
  ok(!element.textContent.includes("8.50"));
  stage.setFrame({ epoch: 5, weights: Float32Array.from([NaN, 0, 0, 7, 0]) });
  await shows("after epoch 5: its numbers have exploded");
  card.watcher.disconnect();
  element.remove();
});
