import { lossFigure } from "/static/js/charts/loss.js";
import { figuresOf, idIn, idsIn, labelOf, leaders, settingRows, together, withMark } from "/static/js/compare/gathered.js";
import { nearest } from "/static/js/compare/pointing.js";
import { emptyHistory, fold } from "/static/js/history.js";
import { equal, ok, test } from "./check.js";
import { epoch, started } from "./events.js";

const history = (better = 1) => fold(emptyHistory(), [started(1), epoch(1), epoch(2, { validation_loss: 0.35 * better }), epoch(3, { validation_loss: 0.5 })]);
const ID = "0123456789abcdefghij_-";

test("an address names experiments, each once and ten at most", () => {
  equal(idsIn(`?ids=${ID},${ID},%20other-one`), { ids: [ID, "other-one"], problems: [] });
  equal(idsIn("?ids="), { ids: [], problems: [] });
  equal(idsIn("?ids=<b>").problems, ["“<b>” is no name of an experiment."]);
  const many = idsIn(`?ids=${Array.from({ length: 12 }, (_, index) => `experiment${index}`).join()}`);
  equal([many.ids.length, many.problems.length], [10, 1]);
});

test("an id is found in every kind of link", () => {
  for (const link of [ID, ` http://host:8000/e/${ID} `, `http://host/e/${ID}/embed`, `/?e=${ID}&dataset=circle`, `/e/${ID}#view=x`]) equal(idIn(link), ID);
  equal(idIn("hello world"), null);
  equal(idIn(""), null);
});

test("every experiment has one curve, in its colour and under its name", () => {
  const merged = together([{ number: 2, title: "slow", history: history() }, { number: 1, title: "fast", history: history(0.1) }, { number: 3, title: "waits", history: emptyHistory() }]);
  const colours = { "run-1": "one", "run-2": "two", "surface-raised": "white" };
  const { traces } = withMark(lossFigure("…"))(merged, colours);
  equal(traces.map((trace) => [trace.name, trace.line.color]), [["fast", "one"], ["slow", "two"]]);
  const marked = withMark(lossFigure("…"))(together([{ number: 2, title: "slow", history: history() }, { number: 1, title: "fast", history: history() }], 2), colours);
  equal(marked.traces.map((trace) => trace.opacity ?? 1), [0.22, 1]);
});

test("two experiments never have the same label", () => {
  const [long, other] = [`${"x".repeat(34)}one`, `${"x".repeat(34)}other`];
  const labels = ["a", "a (2)", "a", long, other].reduce((taken, title) => [...taken, labelOf(title, taken)], []);
  equal(labels, ["a", "a (2)", "a (3)", `${"x".repeat(34)}…`, `${"x".repeat(34)}… (2)`]);
});

test("figures are those of the best epoch or of the last", () => {
  equal(figuresOf(history(), true)[1], { metric: "validation_loss", title: "Validation loss", value: 0.35, text: "0.350", note: "epoch 2" });
  equal(figuresOf(history(), false)[1].value, 0.5);
  equal(figuresOf(emptyHistory(), true)[0].text, "–");
});

test("the best of every figure is marked where there is one", () => {
  const rows = [figuresOf(history(), true), figuresOf(history(0.1), true), figuresOf(emptyHistory(), true)];
  equal(leaders(rows), [-1, 1, -1, -1]);
});

test("settings that differ stand beside the base", () => {
  const schema = { $defs: {}, properties: { seed: { type: "integer", default: 0, title: "Seed" }, batch: { "x-group": "Batches", title: "Batches", properties: { size: { type: "integer", default: 10, title: "Batch size" } } } } };
  const defaults = { seed: 0, batch: { size: 10 } };
  const specs = [defaults, { seed: 0, batch: { size: 32 } }];
  const described = { schema, defaults, datasets: [] };
  equal(settingRows(described, specs, true), [{ group: "Batches", label: "Batch size", cells: [{ text: "10", differs: false }, { text: "32", differs: true }] }]);
  equal(settingRows(described, specs, false).map(({ label }) => label), ["Batch size", "Seed"]);
  equal(settingRows(described, [defaults], true), []);
});

test("the nearest curve is the one below the pointer", () => {
  const where = { x: (value) => value * 10, y: (value) => value };
  const traces = [{ number: 1, xs: [0, 10], ys: [0, 100] }, { number: 2, xs: [0, 10], ys: [100, 100] }];
  equal(nearest(traces, where, { x: 20, y: 22 }), 1);
  equal(nearest(traces, where, { x: 20, y: 95 }), 2);
  equal(nearest(traces, where, { x: 20, y: 60 }), null);
  ok(nearest([], where, { x: 0, y: 0 }) === null);
});
