import { axesOf, settingsOf, shareOf, shortText } from "/static/js/charts/search/axes.js";
import { contourFigure, smoothed } from "/static/js/charts/search/contour.js";
import { edfFigure } from "/static/js/charts/search/edf.js";
import { importanceFigure } from "/static/js/charts/search/importance.js";
import { intermediateValues } from "/static/js/charts/search/intermediate-values.js";
import { tracesOf } from "/static/js/charts/search/marks.js";
import { placeOfMark, walkOf } from "/static/js/charts/search/marks-keys.js";
import { nearest, placed } from "/static/js/charts/search/marks-places.js";
import { optimizationHistory } from "/static/js/charts/search/optimization-history.js";
import { parallelCoordinate, ticksOf } from "/static/js/charts/search/parallel-coordinate.js";
import { scatterFigure } from "/static/js/charts/search/scatter.js";
import { shadesOf } from "/static/js/charts/search/shading.js";
import { sliceFigure } from "/static/js/charts/search/slice.js";
import { timelineFigure } from "/static/js/charts/search/timeline.js";
import { inShort } from "/static/js/search/search-charts.js";
import { equal, ok, test } from "./check.js";

const colours = { accent: "rgb(0, 100, 90)", axis: "rgb(200, 200, 190)", danger: "red", text: "black", grid: "grey", "run-1": "rgb(0, 0, 255)", "run-2": "orange", muted: "grey", "surface-raised": "white", warning: "brown" };
const RATE = "optimizer.learning_rate";
const KIND = "optimizer.kind";

const trial = (number, rate, score, more = {}) => ({
  number, name: `trial ${number}`, group: "", settings: { [RATE]: rate, [KIND]: number % 2 ? "sgd" : "adam" }, runs: [{ number, best: { validation_loss: score }, finished: { reason: score === null ? "diverged" : "epochs" } }],
  state: "finished", score, deviation: null, best: { number }, epochs: 10, ...more,
});
const five = () => [trial(1, 0.001, 0.6), trial(2, 0.01, 0.4), trial(3, 0.1, 0.5), trial(4, 0.3, 0.2), trial(5, 1, null)];
const sight = (trials = five(), objective = "validation_loss") => {
  const axes = axesOf(trials);
  return { trials, objective, axes, pair: axes.slice(0, 2) };
};

test("settings that differ become axes, wide positive ones with powers and words with places", () => {
  const trials = five().map((each) => ({ ...each, settings: { ...each.settings, "batch.size": 10 } }));
  const [rate, kind, ...rest] = axesOf(trials);
  equal([rate.path, rate.label, rate.log, rate.low, rate.high], [RATE, "learning rate", true, 0.001, 1]);
  equal([kind.categories, trials.map(kind.at)], [["sgd", "adam"], [0, 1, 0, 1, 0]]);
  equal(rest, []);
  equal(axesOf(trials, { axes: { [RATE]: { kind: "uniform" } } })[0].log, false);
  ok(Math.abs(shareOf(rate, 0.1) - 2 / 3) < 1e-12);
  equal(settingsOf(trials[2], [rate, kind]), "learning rate 0.1, optimizer sgd");
  equal([[8, 4], null, true, { kind: "step_decay" }, 0.000123].map(shortText), ["8-4", "off", "on", "step decay", "1.2×10⁻⁴"]);
});

test("the shade follows the rank and not the size of the score", () => {
  const shades = shadesOf([trial(1, 1, 0.1), trial(2, 1, 0.2), trial(3, 1, 1e6)], "validation_loss", colours);
  equal([shades.get(1), shades.get(3)], [colours.accent, colours.axis]);
  ok(shades.get(2) !== shades.get(1) && shades.get(2) !== shades.get(3));
  equal(shadesOf([trial(1, 1, 0.1), trial(2, 1, 0.9)], "validation_accuracy", colours).get(2), colours.accent);
});

test("the optimization history has a mark per trial, a cross for what diverged and the best so far", () => {
  const { traces, marks, layout } = optimizationHistory(sight(), colours);
  equal(marks[0].items.map(({ x, y, shape }) => [x, y, shape]), [[1, 0.6, "circle"], [2, 0.4, "circle"], [3, 0.5, "circle"], [4, 0.2, "circle"], [5, null, "cross"]]);
  const best = traces.find(({ name }) => name === "best so far");
  equal([best.x, best.y, best.line.shape], [[1, 2, 3, 4, 5], [0.6, 0.4, 0.4, 0.2, 0.2], "hv"]);
  equal(layout.yaxis.title.text, "validation loss");
  const groups = five().map((each, index) => ({ ...each, group: index % 2 ? "random" : "grid" }));
  equal(optimizationHistory(sight(groups), colours).traces.map(({ name }) => name).filter((name) => name?.startsWith("best so far")), ["best so far, grid", "best so far, random"]);
  ok(optimizationHistory(sight([trial(1, 1, null)]), colours).empty);
});

test("the plane puts the best trial on top and throws shadows", () => {
  const { marks, layout } = scatterFigure(sight(), colours);
  equal([marks[0].shadows, marks[0].items.at(-1).trial, marks[0].items.at(-1).colour], [true, 4, colours.accent]);
  equal([layout.xaxis.type, layout.yaxis.ticktext], ["log", ["sgd", "adam"]]);
  ok(scatterFigure({ ...sight(), pair: [] }, colours).empty);
});

test("parallel coordinates begin with the score and leave out what has none", () => {
  const { marks, layout } = parallelCoordinate(sight(), colours);
  equal(marks[0].items.map((item) => item.trial), [1, 3, 2, 4]);
  equal(marks[0].items.at(-1).ys[0], 0);
  equal(layout.shapes.length, 3);
  equal(ticksOf(sight().axes[0]).map(({ text }) => text), ["0.001", "0.0316", "1"]);
});

test("slice has a plot per setting, and its colours go with the time", () => {
  const { marks, layout } = sliceFigure(sight(), colours);
  equal(marks.map(({ xaxis, items }) => [xaxis, items.length]), [["x", 4], ["x2", 4]]);
  ok(layout.xaxis.domain[1] < layout.xaxis2.domain[0]);
  ok(marks[0].items[0].colour !== marks[0].items[3].colour);
});

test("the contour is smooth between trials and empty where nobody was", () => {
  const surface = smoothed([{ x: 0, y: 0, z: 1 }, { x: 1, y: 1, z: 3 }]);
  ok(Math.abs(surface[0][0] - 1) < 0.01 && Math.abs(surface.at(-1).at(-1) - 3) < 0.01);
  const many = Array.from({ length: 400 }, (_, index) => ({ x: (index % 20) / 100, y: Math.floor(index / 20) / 100, z: 1 }));
  equal(smoothed(many).at(-1).at(-1), null);
  ok(contourFigure(sight(), colours).empty, "four scores are too few");
  const enough = contourFigure(sight([...five(), trial(6, 0.02, 0.3)]), colours);
  equal([enough.empty, enough.traces[0].type, enough.marks[0].items.length], [false, "contour", 6]);
});

test("the distribution counts trials that diverged as not reached", () => {
  const { traces, layout } = edfFigure(sight(), colours);
  equal([traces[0].x, traces[0].y], [[0.2, 0.4, 0.5, 0.6], [0.2, 0.4, 0.6, 0.8]]);
  equal(layout.xaxis.type, "log");
  equal(edfFigure(sight(five(), "validation_accuracy"), colours).layout.xaxis.autorange, "reversed");
});

test("importances lie with the largest on top, and the evaluator is named", () => {
  const importance = { evaluator: "fANOVA", importances: [{ path: RATE, importance: 0.9 }, { path: KIND, importance: 0.001 }] };
  const { traces, layout } = importanceFigure({ importance }, colours);
  equal([traces[0].y, traces[0].text], [["optimizer", "learning rate"], ["< 1 %", "90 %"]]);
  equal(layout.xaxis.title.text, "share explained (fANOVA)");
  ok(importanceFigure({ importance: null }, colours).empty);
});

test("intermediate values show each run, and the rungs with how many went on", () => {
  const run = (losses) => ({ number: 1, best: { validation_loss: { value: Math.min(...losses) } }, columns: { epoch: losses.map((_, epoch) => epoch), validation_loss: losses } });
  const trials = [{ ...trial(1, 1, 0.5), runs: [run([0.9, 0.5])] }, { ...trial(2, 1, 0.2), runs: [run([0.8, null, 0.2].map((value) => value))] }];
  trials[1].runs[0].columns.validation_loss[1] = null;
  const { marks, layout } = intermediateValues({ ...sight(trials), rungs: [{ rung: 0, epoch: 1, kept: [2], ended: [1] }] }, colours);
  equal(marks[0].items.map(({ trial: number, xs }) => [number, xs]), [[1, [0, 1]], [2, [0, 2]]]);
  equal([layout.shapes[0].x0, layout.annotations[0].text], [1, "1 of 2"]);
});

test("the timeline tells how trials ended", () => {
  const times = new Map([[1, { begun: 1, ended: 3 }], [5, { begun: 3, ended: null }], [4, { begun: 2, ended: 6 }]]);
  const { marks, traces } = timelineFigure({ ...sight(), times }, colours);
  equal(marks[0].items.map(({ trial: number, from, to, state }) => [number, from, to, state]), [[1, 1, 3, "complete"], [4, 2, 6, "complete"], [5, 3, 6, "diverged"]]);
  equal(traces.slice(1).map(({ name }) => name), ["complete", "diverged"]);
});

test("the pointer finds the nearest mark, and nothing far from all", () => {
  const axis = (offset, length, flip) => ({ _offset: offset, _length: length, d2p: (value) => (flip ? length - value : value), type: "linear" });
  const layout = { xaxis: axis(50, 100), yaxis: axis(20, 100, true) };
  const groups = placed([
    { kind: "dots", xaxis: "x", yaxis: "y", items: [{ trial: 1, x: 10, y: 10 }, { trial: 2, x: 90, y: null }] },
    { kind: "lines", xaxis: "x", yaxis: "y", items: [{ trial: 3, xs: [0, 100], ys: [50, 70] }, { trial: 4, xs: [0, 100], ys: [NaN, 30] }] },
  ], layout);
  equal([nearest(groups, 61, 111), nearest(groups, 140, 28), nearest(groups, 100, 61), nearest(groups, 100, 88)], [1, 2, 3, null]);
  equal(nearest(placed([{ kind: "bars", xaxis: "x", yaxis: "y", items: [{ trial: 7, from: 10, to: 60, y: 40 }] }], layout), 80, 81), 7);
});

test("keys walk over dots from the left, over lines from the best, and over each trial once", () => {
  const dots = [{ kind: "dots", items: [{ trial: 1, x: 30, y: 5 }, { trial: 2, x: 10, y: 5 }] }, { kind: "dots", items: [{ trial: 2, x: 99, y: 9 }] }];
  const lines = [{ kind: "lines", items: [{ trial: 4, xs: [0, 1], ys: [5, 6] }, { trial: 3, xs: [0, 1, 2], ys: [1, 2, 3] }, { trial: 3, xs: [0], ys: [1] }] }];
  equal([walkOf(dots), walkOf(lines), walkOf([])], [[2, 1], [3, 4], []]);
  equal([placeOfMark(dots, 2), placeOfMark(lines, 3), placeOfMark(dots, 7)], [{ x: 10, y: 5 }, { x: 1, y: 2 }, null]);
});

test("what is taken home has the marks as traces", () => {
  const traces = tracesOf(scatterFigure(sight(), colours).marks);
  equal([traces[0].type, traces[0].x.length, traces[0].marker.symbol[0]], ["scatter", 5, "x-thin"]);
});

test("the charts are summed up in a sentence", () => {
  equal(inShort(five(), "validation_loss"), "5 trials, 1 diverged. Best: trial 4, validation loss 0.200.");
  equal(inShort([...five(), trial(6, 1, null, { state: "failed" })], "validation_loss").split(".")[0], "6 trials, 1 diverged, 1 failed");
});
