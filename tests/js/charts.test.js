import { accuracyFigure } from "/static/js/charts/accuracy.js";
import { linePlace } from "/static/js/charts/cursor.js";
import { lossFigure } from "/static/js/charts/loss.js";
import { normsFigure } from "/static/js/charts/norms.js";
import { rateFigure } from "/static/js/charts/rate.js";
import { emptyHistory, fold } from "/static/js/history.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started } from "./events.js";

const colours = { train: "blue", validation: "orange", warning: "brown", "surface-raised": "white", accent: "green", test: "violet" };
const named = (traces) => traces.filter((trace) => trace.showlegend !== false).map((trace) => trace.name);
const history = (...events) => fold(emptyHistory(), events);

test("before the first event a chart is empty but has its axes", () => {
  const figure = lossFigure("Mean squared error")(emptyHistory(), colours);
  ok(figure.empty);
  equal(figure.layout.yaxis.title.text, "loss (Mean squared error)");
  equal(figure.layout.xaxis.title.text, "epoch");
});

test("the loss chart has training, validation and the best epoch", () => {
  const { traces } = lossFigure("Mean squared error")(history(started(), epoch(1), epoch(2)), colours);
  equal(named(traces), ["training", "validation", "best: epoch 2"]);
  equal([...traces[0].x], [0, 1, 2]);
  ok(traces[0].line.dash !== traces[1].line.dash, "colour alone must not tell them apart");
});

test("a missing figure is a gap and no zero", () => {
  const { traces } = lossFigure("Mean squared error")(history(started(), epoch(1, { validation_loss: null }), epoch(2)), colours);
  ok(Number.isNaN(traces[1].y[1]) && traces[1].connectgaps);
});

test("regression has no accuracy", () => {
  const none = { train_accuracy: null, validation_accuracy: null };
  ok(accuracyFigure(history(started(1, none), epoch(1, none)), colours).empty);
});

test("the best epoch of the server is the one shown", () => {
  const { traces } = lossFigure("Mean squared error")(history(started(), epoch(1), epoch(2), finished(4, { best_epoch: 1 })), colours);
  equal(traces[2].name, "best: epoch 1");
});

test("a changed setting is marked where it happened", () => {
  const change = { type: "setting_changed", seq: 3, run: 1, epoch: 1, path: "optimizer.learning_rate", old: 0.03, new: 0.01 };
  const { layout } = lossFigure("Mean squared error")(history(started(), epoch(1), change), colours);
  equal(layout.shapes.map((shape) => shape.x0), [1]);
  equal(layout.annotations[0].text, "learning rate 0.03 → 0.01");
});

test("an end that a rule made is marked on every chart", () => {
  const stopped = (reason) => history(started(), epoch(1), epoch(2), epoch(3), finished(5, { reason, epochs: 3 }));
  for (const figure of [lossFigure("…"), accuracyFigure, normsFigure, rateFigure]) {
    const { shapes, annotations } = figure(stopped("threshold"), colours).layout;
    equal([shapes.map((shape) => shape.x0), annotations.map((note) => note.text)], [[3], ["stopped: threshold"]]);
  }
  equal(lossFigure("…")(stopped("stopped early"), colours).layout.annotations[0].text, "stopped early");
  equal(lossFigure("…")(stopped("epochs"), colours).layout.shapes, []);
});

test("markers are drawn while there are few points", () => {
  const many = Array.from({ length: 80 }, (_, index) => epoch(index + 1));
  equal(lossFigure("Mean squared error")(history(started(), epoch(1)), colours).traces[0].mode, "lines+markers");
  equal(normsFigure(history(started(), ...many), colours).traces[0].mode, "lines");
});

test("figures of a part of the samples have a band of one standard error", () => {
  const some = { validation_loss_error: 0.1, validation_accuracy_error: 0.05 };
  const shown = history(started(1, some), epoch(1, some), epoch(2, { validation_loss: null, validation_loss_error: null }), epoch(3, some));
  const { traces } = lossFigure("…")(shown, { ...colours, validation: "rgb(1, 2, 3)" });
  equal(named(traces), ["training", "± standard error", "validation", "best: epoch 3"]);
  const [, band, validation] = traces;
  equal([...band.x], [0, 1, 3, 3, 1, 0]);
  ok(Math.abs(band.y[0] - 0.81) < 1e-12 && Math.abs(band.y[5] - 0.61) < 1e-12);
  equal(band.fillcolor, "rgba(1, 2, 3, 0.22)");
  equal(validation.customdata, ["± 0.10", "± 0.10", "", "± 0.10"]);
  ok(accuracyFigure(shown, colours).traces.some((trace) => trace.name === "± standard error"));
  ok(!lossFigure("…")(history(started(), epoch(1)), colours).traces.some((trace) => trace.fill));
});

test("the runs of another experiment stand faint behind the own ones", () => {
  const own = history(started(), epoch(1), epoch(2));
  own.compared = { title: "parent", runs: history(started(), epoch(1), epoch(2), epoch(3)).runs };
  for (const [figure, last] of [[lossFigure("…"), 0.2], [accuracyFigure, 0.9]]) {
    const { traces } = figure(own, colours);
    const [training, validation] = traces.filter((trace) => trace.legendgroup === "compared");
    equal([training.name, validation.name], ["parent, training", "parent, validation"]);
    ok(Math.abs(training.y[3] - last) < 1e-12 && training.opacity < 1 && training.line.dash !== "solid");
    equal(traces[0].name, "training");
  }
  ok(lossFigure("…")(history(started(), epoch(1)), colours).traces.every((trace) => !trace.opacity));
});

test("the cursor stands at its epoch and nowhere else", () => {
  const xaxis = { d2p: (epoch) => 10 * epoch, _length: 100, _offset: 50 };
  equal(linePlace(xaxis, { _offset: 32, _length: 200 }, 4), { left: 90, top: 32, height: 200 });
  equal([linePlace(xaxis, {}, 11), linePlace(xaxis, {}, -1)], [null, null]);
});
