import { activationsFigure } from "/static/js/charts/activations.js";
import { DIAGNOSTICS } from "/static/js/charts/diagnostics.js";
import { gainsFigure } from "/static/js/charts/gains.js";
import { gradientsFigure } from "/static/js/charts/gradients.js";
import { layerColour, layerName } from "/static/js/charts/layers.js";
import { penaltyFigure } from "/static/js/charts/penalty.js";
import { timeFigure } from "/static/js/charts/time.js";
import { unitsFigure } from "/static/js/charts/units.js";
import { weightsFigure } from "/static/js/charts/weights.js";
import { only } from "/static/js/diagnostics.js";
import { emptyHistory, firstRun, fold, layerCount } from "/static/js/history.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, inside, started } from "./events.js";

const colours = { train: "rgb(0, 100, 200)", validation: "rgb(200, 100, 0)", text: "black", warning: "brown", accent: "rgb(1, 2, 3)", "surface-raised": "white" };
const history = (...events) => fold(emptyHistory(), events);
const trained = (more = {}) => history(started(), epoch(1, inside(more)), epoch(2, inside(more)));

test("every chart of the inside is empty before the first epoch and without these figures", () => {
  for (const [name, figure] of Object.entries(DIAGNOSTICS)) {
    ok(figure(emptyHistory(), colours).empty, name);
    if (name !== "time") ok(figure(history(started(), epoch(1), epoch(2)), colours).empty, `${name} of an old experiment`);
  }
});

test("an empty chart does not crowd its axis", () => {
  const { layout } = gradientsFigure(history(started(), epoch(1)), colours);
  equal([layout.xaxis.range, layout.xaxis.dtick], [[0, 100], undefined]);
});

test("each layer has a curve with its name from the first epoch on", () => {
  const { traces } = gradientsFigure(trained(), colours);
  equal(traces.map((trace) => trace.name), ["hidden 1", "hidden 2", "output"]);
  equal([...traces[2].x], [0, 1, 2]);
  ok(Number.isNaN(traces[2].y[0]));
  equal([...traces[2].y].slice(1), [0.3, 0.3]);
});

test("layers are told apart by colours between those of training and validation", () => {
  equal([0, 1, 2].map((number) => layerColour(number, 3, colours)), ["rgb(0, 100, 200)", "rgb(100, 100, 100)", "rgb(200, 100, 0)"]);
  equal([layerName(0, 1), layerName(0, 2), layerName(1, 2), layerName(1, 3)], ["output", "hidden", "output", "hidden 2"]);
});

test("a figure that was not finite is a gap and no zero", () => {
  const broken = fold(trained(), [epoch(3, inside({ gradient_norm: [null, 0.2, 0.3] }))]);
  ok(Number.isNaN(gradientsFigure(broken, colours).traces[0].y[3]));
});

test("activations are a line and a band around it, the outputs left out", () => {
  const { traces } = activationsFigure(trained(), colours);
  equal(traces.filter((trace) => trace.hoverinfo !== "skip").map((trace) => trace.name), ["hidden 1", "hidden 2"]);
  const bands = traces.filter((trace) => trace.hoverinfo === "skip");
  equal(bands.length, 4);
  equal([bands[0].y[1], bands[1].y[1], bands[1].fill], [-0.5, 0.5, "tonexty"]);
  equal(bands[1].fillcolor, "rgba(0, 100, 200, 0.14)");
});

test("dead and saturated are told only where they mean something", () => {
  const { traces } = unitsFigure(trained(), colours);
  equal(traces.map((trace) => trace.name), ["hidden 1: dead", "hidden 2: saturated"]);
  ok(traces[0].line.dash !== traces[1].line.dash);
  ok(unitsFigure(trained({ dead: [null, null, null], saturated: [null, null, null] }), colours).empty);
});

test("the distance stands beside the weights", () => {
  equal(weightsFigure(trained(), colours).traces.map((trace) => trace.name), ["hidden 1", "hidden 2", "output", "distance moved"]);
});

test("penalty and gains appear only where there are any", () => {
  ok(penaltyFigure(trained(), colours).empty && gainsFigure(trained(), colours).empty);
  const both = history(started(), epoch(1, { ...inside(), penalty: 0.2, gains: [0.1, 0.5, 1, 2, 10] }));
  equal(penaltyFigure(both, colours).traces[0].y[1], 0.2);
  const noisy = penaltyFigure(history(started(), epoch(1, { ...inside(), noise_penalty: 0.3 })), colours);
  equal([noisy.traces.length, noisy.traces[0].name, noisy.traces[0].y[1], noisy.layout.showlegend], [1, "weight noise, estimated", 0.3, true]);
  equal(gainsFigure(both, colours).traces.map((trace) => trace.y[1]), [1, 0.1, 10, 0.5, 2]);
});

test("time is told for training and for validation", () => {
  const { traces, layout } = timeFigure(trained(), colours);
  equal(traces.map((trace) => trace.y[2]), [0.2, 0.05]);
  ok(layout.showlegend);
});

test("what was trained beyond the end is forgotten here as well", () => {
  const cut = fold(trained(), [finished(4, { epochs: 1, best_epoch: 1 })]);
  equal([...gradientsFigure(cut, colours).traces[0].x], [0, 1]);
  equal(layerCount(firstRun(cut)), 3);
});

test("of several runs one is looked into", () => {
  const events = [{ ...started(1), run: 1 }, { ...started(2), run: 2 }, { ...epoch(2, inside()), run: 2 }];
  const both = history(...events);
  ok(gradientsFigure(only(both, 1), colours).empty);
  equal(gradientsFigure(only(both, 2), colours).traces.length, 3);
  equal([...only(both, 7).runs.keys()], [1]);
  equal(only(emptyHistory(), 1).runs.size, 0);
});
