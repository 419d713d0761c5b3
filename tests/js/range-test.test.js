import { highest, rangeTestFigure } from "/static/js/charts/range-test.js";
import { encoded, measured, Replaced } from "/static/js/measured.js";
import { Refused } from "/static/js/api.js";
import { numbers } from "/static/js/network/scene.js";
import { limitWords, rangeWords, stillFalling, suggested } from "/static/js/rates/words.js";
import { equal, ok, test } from "./check.js";

const found = { suggestion: 0.1445, learning_rate_at_minimum: 1.445, learning_rate_at_end: 2.8, steps: 3, exploded: true };
const result = { learning_rate: [0.1, 1.445, 2.8], loss: [2, 0.5, null], smoothed_loss: [2, 1, null], found, ended: null };
const colours = new Proxy({}, { get: (_, name) => name });
const shown = { result, low: 0.01, high: 10, rate: 0.03, limit: 1.15 };

test("a range test says how far it is, and at the end what to choose", () => {
  equal(rangeWords(null), "Waiting for a worker …");
  equal(rangeWords({ state: "waiting", result: null }), "Waiting for a worker …");
  equal(rangeWords({ state: "running", result: { ...result, found: null } }), "Measuring … 3 mini-batches so far.");
  equal(rangeWords({ state: "done", result }), "The smoothed loss was least at 1.45 and exploded at 2.80. One tenth of the least: 0.14.");
  const calm = { ...result, found: { ...found, exploded: false, learning_rate_at_end: 10 } };
  ok(rangeWords({ state: "done", result: calm }).includes("did not explode up to the highest rate"));
  equal(rangeWords({ state: "done", result: { ...result, found: null, ended: "It took too long." } }), "It took too long.");
});

test("where the loss still falls at the highest rate nothing is suggested", () => {
  const falling = { ...result, found: { ...found, exploded: false, learning_rate_at_minimum: 2.8 } };
  ok(stillFalling(falling) && !stillFalling(result));
  ok(rangeWords({ state: "done", result: falling }).includes("raise that"));
  equal(rangeTestFigure({ ...shown, result: falling }, colours).layout.annotations.map(({ text }) => text), ["now 0.03", "limit 1.15"]);
  const none = { ...result, found: { ...found, suggestion: null, learning_rate_at_minimum: null } };
  equal(suggested(none), null);
  ok(rangeWords({ state: "done", result: none }).startsWith("Already the first loss"));
});

test("the curve has its least value, and every mark its own words", () => {
  const { traces, layout, empty } = rangeTestFigure(shown, colours);
  ok(!empty);
  equal(traces.map(({ name }) => name), ["each mini-batch", "smoothed", "least"]);
  equal([traces[2].x[0], traces[2].y[0]], [1.445, 1]);
  ok(Number.isNaN(traces[1].y[2]), "what is not finite is a gap");
  equal(layout.xaxis.range, [-2, 1]);
  equal(layout.annotations.map(({ text }) => text), ["suggested 0.14", "now 0.03", "limit 1.15", "exploded"]);
  equal(layout.shapes.map(({ x0 }) => x0), [0.14, 0.03, 1.15, 2.8]);
  equal(new Set(layout.shapes.map(({ line }) => line.dash)).size, 4, "colour is not all that tells them apart");
  equal(rangeTestFigure({ ...shown, low: 0.1, high: 1 }, colours).layout.annotations.map(({ text }) => text), ["suggested 0.14"]);
  ok(rangeTestFigure({ ...shown, result: null }, colours).empty);
});

test("the explosion leaves the picture and the first loss does not", () => {
  equal(highest([2, 1, 900]), 1.15 * 4.4);
  equal(highest([20, 1, 900]), 1.15 * 20);
  equal(highest([null]), 1);
});

test("the limit is said with its formula, its network, and whether the rate is above it", () => {
  const measure = { curvature: 2, bowl_limit: 1, limit: 1, samples: 300, of: 300, why: "" };
  equal(limitWords({ result: measure, epoch: 0 }, 0.1, "sgd"), { text: "2/λmax = 1.00 for this network at its first weights. Steps above it overshoot where the loss is steepest.", over: false });
  const over = limitWords({ result: { ...measure, samples: 64 }, epoch: 37 }, 3, "momentum");
  equal(over.text, "2(1 + β) ÷ λmax = 1.00 for this network after epoch 37, over 64 of 300 samples. This rate is above it: steps overshoot where the loss is steepest.");
  ok(over.over);
  const adam = limitWords({ result: { ...measure, limit: null, why: "Adam scales its steps by itself." }, epoch: 1 }, 3, "adam");
  equal(adam, { text: "2/λmax = 1.00 after epoch 1. Adam scales its steps by itself.", over: false });
  equal(limitWords({ result: { ...measure, curvature: null, why: "Nothing bends." }, epoch: 1 }, 3, "sgd").text, "Nothing bends.");
  ok(limitWords({ refused: "no memory." }, 3, "sgd").text.endsWith("cannot be measured here: no memory."));
});

const server = (...answers) => ({ measure: async () => ({ id: "a" }), getMeasurement: async () => answers.shift() });
const wait = async () => {};

test("an answer is waited for, and what is known meanwhile is told", async () => {
  const told = [];
  const api = server({ state: "waiting", result: null }, { state: "running", result: 1 }, { state: "done", result: 2 });
  equal(await measured("range-test", {}, { api, wait, told: ({ result: each }) => told.push(each) }), 2);
  equal(told, [null, 1, 2]);
});

test("who gives up hears nothing more, and a failure is a refusal", async () => {
  const giveUp = new AbortController();
  giveUp.abort();
  equal(await measured("curvature", {}, { api: server(), wait, signal: giveUp.signal }), null);
  const failed = { state: "failed", problems: [{ loc: "", msg: "No memory." }] };
  const refused = await measured("curvature", {}, { api: server(failed), wait }).catch((error) => error);
  equal([refused.status, refused.message], [409, "No memory."]);
  const missing = async () => { throw new Refused(404, [{ loc: "", msg: "Nothing here." }]); };
  const replaced = await measured("curvature", {}, { api: { ...server(), getMeasurement: missing }, wait }).catch((error) => error);
  const unknown = await measured("curvature", {}, { api: { ...server(), measure: missing }, wait }).catch((error) => error);
  equal([replaced instanceof Replaced, unknown instanceof Replaced, unknown.message], [true, false, "Nothing here."]);
});

test("a network that is away for a moment costs no answer", async () => {
  const away = new Refused(0, [{ loc: "", msg: "No server." }]);
  const answers = [{ state: "running", result: 1 }, away, away, { state: "done", result: 2 }];
  const told = [];
  const getMeasurement = async () => {
    const next = answers.length ? answers.shift() : away;
    if (next === away) throw away;
    return next;
  };
  const api = { ...server(), getMeasurement };
  equal(await measured("curvature", {}, { api, wait, told: ({ result, lost = false }) => told.push([result, lost]) }), 2);
  equal(told, [[1, false], [1, true], [1, true], [2, false]]);
  equal(await measured("curvature", {}, { api, wait }).catch((error) => error), away, "not for ever");
});

test("weights come back from base64 as they were, however many", () => {
  const weights = Float32Array.from({ length: 20_000 }, (_, index) => Math.sin(index));
  equal([...numbers(encoded(weights))], [...weights]);
  equal([...numbers(encoded(weights.subarray(3, 5)))], [...weights.subarray(3, 5)]);
});
