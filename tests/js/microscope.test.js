import { consistencyFigure, trackFigure } from "/static/js/charts/microscope.js";
import { encoded } from "/static/js/measured.js";
import { Answer, middle, subjectAt } from "/static/js/microscope/answer.js";
import { Asking } from "/static/js/microscope/asking.js";
import { consistencyWords, dialWords, noiseWords, quartersWords, readings, seenWords } from "/static/js/microscope/words.js";
import { equal, ok, test } from "./check.js";

const colours = new Proxy({}, { get: () => "rgb(1, 2, 3)" });
const packed = (rows) => {
  const values = Float32Array.from(rows.flat());
  return { shape: Array.isArray(rows[0]) ? [rows.length, rows[0].length] : [rows.length], data: encoded(values) };
};
// Two inputs, one hidden unit, one output: weights at 0 and 1, bias at 2; then weight 3 and bias 4.
const layers = [{ start: 0, bias: 2, fan_in: 2, units: 1 }, { start: 3, bias: 4, fan_in: 1, units: 1 }];
const flat = (value) => packed([[value, value, value], [value, value, value], [value, value, value]]);
const bands = { gradient: flat(0.5), update: flat(0.1), weight: flat(1), effective_step: flat(0.2), "memory.spread": flat(0.25) };
const found = {
  updates: [8, 9, 10], epochs: [2, 2, 3], learning_rates: [0.1, 0.1, 0.1], same: true, watched: [0, 1, 2, 3, 4], places: [0, 1, 3],
  memories: [{ name: "spread", title: "RMS store", help: "The root.", root: true, beside: "gradient" }],
  series: {
    weight: packed([[1, 2, 3], [1, 2, 3], [1, 2, 3]]), gradient: packed([[0.5, 0, 1], [-0.5, 0, 1], [0.5, 0, 1]]),
    update: packed([[-0.1, 0, -0.1], [-0.2, 0, -0.1], [-0.1, 0, -0.1]]), "memory.spread": packed([[0.25, 0, 1], [0.25, 0, 1], [0.25, 0, 1]]),
  },
  layers: [bands, bands], consistency: packed([1 / 3, NaN, 1, 1, 0]), gain: packed([8 / 3, NaN, 1, 1, 0.5]),
  noise: { batch_size: 10, samples: 300, norms: packed([1, 2, 3]), angles: packed([[10, 20, 60], [30, 40, 64]]), ratios: packed([[1, 1, 2], [1, 1, 2]]) },
};
const answer = new Answer(found, { layers, run: 1, epoch: 3 });
const first = { layer: 1, unit: 0, input: 0 };

test("an answer knows the weights it was told of, and every layer", () => {
  ok(answer.knows(first) && answer.knows({ layer: 2, unit: 0, input: 0 }) && answer.knows({ layer: 2, unit: null, input: null }));
  ok(!answer.knows({ layer: 1, unit: 0, input: null }), "this bias was not told");
  equal(subjectAt(layers, 4), { layer: 2, unit: 0, input: null });
  equal(subjectAt(layers, 1), { layer: 1, unit: 0, input: 1 });
  equal([...answer.quantity("memory.spread", first).y], [0.5, 0.5, 0.5]);
});

test("the effective step of a weight is −Δw/g, and nothing where the gradient is 0", () => {
  equal([...answer.effective(first)].map((value) => value.toFixed(2)), ["0.20", "-0.40", "0.20"]);
  ok([...answer.effective({ layer: 1, unit: 0, input: 1 })].every(Number.isNaN));
  const { traces } = trackFigure("effective")({ answer, subject: first }, colours);
  equal([...traces[0].y].map((value) => value.toFixed(2)), ["0.20", "0.40", "0.20"]);
  ok(traces[0].customdata[1].includes("against its gradient"));
  equal([...traces[1].y], [0.1, 0.1, 0.1]);
});

test("the figures of the last update stand in the order of the work", () => {
  equal(readings(answer, first).map(({ title, text }) => [title, text]), [
    ["Gradient g", "0.500"], ["RMS store", "0.500"], ["Effective step", "0.200"], ["Gain", "2.67"], ["Update Δw", "−0.100"], ["Weight w", "0.900"],
  ]);
  equal(readings(answer, { layer: 1, unit: null, input: null })[0].title, "Gradient (size)");
});

test("words say which updates, how consistent, and whether it is what happened", () => {
  equal(seenWords(answer), "Updates 8 to 10 (epochs 2 to 3), repeated bit for bit as they were made.");
  ok(seenWords({ ...answer, same: false }).includes("another") || seenWords({ ...answer, same: false }).includes("differently"));
  ok(consistencyWords(answer, first).startsWith("This weight's gradients often flip (consistency 0.33)"));
  ok(consistencyWords(answer, { layer: 1, unit: 0, input: 1 }).includes("all 0"));
  equal(quartersWords(answer), "");
  const many = { watched: [...Array(8).keys()], consistency: [0, 0, 0.5, 0.5, 0.5, 0.5, 1, 1], gain: [1, 1, 2, 2, 2, 2, 4, 4] };
  ok(quartersWords(many).includes("gain of 4.00, the least consistent of 1.00"));
});

test("the noise meter reads the middle of its batches, and 0° of full ones", () => {
  equal(noiseWords(answer.noise), "Batches of 10 samples out of 300 point only loosely where all samples point (62° away in the middle).");
  equal(dialWords(answer.noise, 0).angle, "20°");
  equal(dialWords(answer.noise, 2).name, "all layers");
  const full = { batch: 300, samples: 300, batches: 1, parts: [{ angles: Float64Array.of(2e-14), ratios: Float64Array.of(1) }] };
  ok(noiseWords(full).includes("0° away"));
  equal(dialWords(full, 0).angle, "0°");
  equal(middle([NaN, 3, 1, 2]), 2);
});

test("dots of consistency and gain have names, and the one looked at a ring", () => {
  const { traces } = consistencyFigure({ answer, subject: first, names: ({ layer }) => `of layer ${layer}` }, colours);
  equal(traces.map(({ name, x }) => [name, x.length]), [["hidden", 2], ["output", 2], ["looked at", 1]]);
  equal(traces[1].customdata, answer.inLayer(2).map((index) => ["of layer 2", answer.watched[index]]));
  ok(traces[0].marker.symbol !== traces[1].marker.symbol, "hue is not the only difference");
});

test("a chart without what it would show says so", () => {
  ok(trackFigure("memory")({ answer, subject: first }, colours).empty);
  const layer = trackFigure("gradient")({ answer, subject: { layer: 1, unit: null, input: null } }, colours);
  equal(layer.traces.filter(({ fill }) => fill === "toself").length, 2);
});

test("the same is asked once, and what fails is told", async () => {
  const heard = [];
  let asked = 0;
  let problem = null;
  const question = { experiment: "abc", asked: { run: 1 }, moment: 3 };
  const measure = async () => {
    asked += 1;
    if (problem) throw Object.assign(new Error(), { problems: [{ msg: problem }], status: 409 });
    return { found, epoch: 3 };
  };
  const asking = new Asking(() => question, (news) => heard.push(news), { measure });
  await asking.ask();
  clearTimeout(asking.timer);
  await asking.ask();
  equal([asked, heard.at(-1).epoch], [1, 3]);
  asking.forget();
  problem = "It is too large.";
  await asking.ask();
  clearTimeout(asking.timer);
  equal([asked, heard.at(-1).problem], [2, "It is too large."]);
});

test("without a server the microscope asks again, but not all the time", async () => {
  const question = { experiment: "abc", asked: { run: 1, near: false }, moment: 3, layers };
  const measure = async () => { throw Object.assign(new Error(), { problems: [{ msg: "No server." }], status: 0 }); };
  const asking = new Asking(() => question, () => {}, { measure });
  await asking.ask();
  const wait = asking.at - performance.now();
  clearTimeout(asking.timer);
  ok(wait > 2000, `it would ask again after ${wait} ms`);
});
