import { disagreementFigure, matrix } from "/static/js/charts/disagreement.js";
import { lossFigure } from "/static/js/charts/loss.js";
import { rateFigure } from "/static/js/charts/rate.js";
import { emptyHistory, fold, last, subject } from "/static/js/history.js";
import { averageOf } from "/static/js/runs-panel.js";
import { columnsOf } from "/static/js/search/trial-columns.js";
import { trialsOf } from "/static/js/search/trials.js";
import { describe } from "/static/js/status.js";
import { varies, varyInWords } from "/static/js/vary-notice.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started } from "./events.js";

const colours = { train: "blue", validation: "orange", test: "violet", "surface-raised": "white", "run-1": "one", "run-2": "two" };

/** The events of two runs and as many epochs; `average` adds those of an ensemble. */
function events(epochs, average) {
  const list = [started(0, { run: 1, name: "member 1" }), started(0, { run: 2, name: "member 2" })];
  if (average) list.push(evaluated(0));
  for (let number = 1; number <= epochs; number += 1) {
    list.push(epoch(number, { run: 1 }), epoch(number, { run: 2, validation_loss: 0.5 / number }));
    if (average) list.push(evaluated(number));
  }
  return list.map((event, index) => ({ ...event, seq: index + 1 }));
}

function evaluated(number, more = {}) {
  return {
    type: "ensemble_evaluated", run: 0, epoch: number, members: 2, train_loss: 0.4, validation_loss: 0.45, train_accuracy: 0.9,
    validation_accuracy: 0.88, mean_train_loss: 0.5, mean_validation_loss: 0.55, mean_train_accuracy: 0.85,
    mean_validation_accuracy: 0.8, train_ambiguity: null, validation_ambiguity: null, out_of_bag_loss: 0.6,
    out_of_bag_accuracy: 0.75, out_of_bag_samples: 90, disagreement: 0.2, disagreements: [0.2], ...more,
  };
}

const history = (list) => fold(emptyHistory(), list);

test("the average of an ensemble is no run but speaks for all", () => {
  const found = history(events(2, true));
  equal([...found.runs.keys()], [1, 2]);
  equal(found.ensemble.columns.epoch, [0, 1, 2]);
  equal(last(found.ensemble, "out_of_bag_accuracy"), 0.75);
  equal(subject(found).number, 0);
});

test("an average that is told again under its epoch replaces the first", () => {
  const list = [...events(2, true), { ...evaluated(2, { validation_loss: 0.3 }), seq: 99 }];
  const found = history(list).ensemble;
  equal(found.columns.validation_loss, [0.45, 0.45, 0.3]);
  equal(Object.values(found.columns).map((column) => column.length), Object.values(found.columns).map(() => 3));
});

test("of several runs the one with the lowest validation loss speaks", () => {
  equal(subject(history(events(3))).number, 2);
  equal(subject(emptyHistory()), null);
});

test("members are faint, and their average and the out-of-bag loss are not", () => {
  const { traces } = lossFigure("…")(history(events(2, true)), colours);
  equal(traces.map((trace) => trace.name), ["ensemble, training", "members", "members", "ensemble, validation", "out of bag"]);
  ok(traces[1].opacity < 0.5 && traces[1].line.width < traces[3].line.width);
  equal(traces.filter((trace) => trace.name === "members" && trace.showlegend).length, 1);
  equal([...traces[4].y], [0.6, 0.6, 0.6]);
});

test("without bootstrap there is no out-of-bag curve", () => {
  const list = events(1, true).map((event) => (event.run ? event : { ...event, out_of_bag_loss: null }));
  equal(lossFigure("…")(history(list), colours).traces.at(-1).name, "ensemble, validation");
});

test("runs of a race have their names and colours", () => {
  const { traces } = lossFigure("…")(history(events(2)), colours);
  equal(traces.map((trace) => [trace.name, trace.line.color]), [["member 1", "one"], ["member 2", "two"]]);
  equal([...traces[1].y], [0.71, 0.5, 0.25]);
  equal(rateFigure(history(events(2)), colours).traces.length, 2);
});

test("the best run of several is one that did not diverge, and of equal ones the first", () => {
  const list = [...events(3), finished(98, { run: 2, reason: "diverged" })];
  equal(subject(history(list)).number, 1);
  const alike = [started(0, { run: 2 }), started(0, { run: 1 }), epoch(1, { run: 2 }), epoch(1, { run: 1 })];
  equal(subject(history(alike.map((event, index) => ({ ...event, seq: index + 1 })))).number, 1);
});

test("pairs become a symmetric square", () => {
  equal(matrix(3, [0.1, 0.2, 0.3]), [[null, 0.1, 0.2], [0.1, null, 0.3], [0.2, 0.3, null]]);
  const { traces, empty } = disagreementFigure(history(events(1, true)), colours);
  equal([empty, traces[0].z], [false, [[null, 0.2], [0.2, null]]]);
  ok(disagreementFigure(history(events(1)), colours).empty);
});

test("the average of an ensemble is a row among those of its members", () => {
  const found = history([...events(2, true), finished(99, { run: 2, reason: "diverged" })]);
  const trials = trialsOf(found.runs.values(), "validation_loss");
  const columns = columnsOf([averageOf(found.ensemble), ...trials], { spec: {}, classes: true });
  equal(columns.map(({ label }) => label), ["Best validation loss", "Last validation loss", "Best validation accuracy", "Last validation accuracy", "Last training loss", "Epochs", "End"]);
  equal(columns.map(({ text }) => text(averageOf(found.ensemble))), ["0.450", "0.450", "88.0\u202f%", "88.0\u202f%", "0.400", "2", ""]);
  equal(columns.map(({ text }) => text(trials[1])), ["–", "0.250", "–", "80.0\u202f%", "0.300", "2", "diverged"]);
});

test("rungs stand on the curves that end at them", () => {
  const found = { ...history(events(3)), rungs: [{ rung: 0, epoch: 1, kept: [2], ended: [1, 3] }] };
  const { layout } = lossFigure("…")(found, colours);
  equal([layout.shapes[0].x0, layout.annotations.map(({ text, row }) => [text, row])], [1, [["1 of 3", true]]]);
});

test("what chooses among several runs is what is said of the best", () => {
  const told = [0.9, 0.7].flatMap((share, index) => [started(1, { run: index + 1, name: `lane ${index + 1}` }), epoch(1, { run: index + 1, validation_accuracy: share, validation_loss: 0.5 - 0.1 * index })]);
  const accurate = fold(emptyHistory(null, "validation_accuracy"), told.map((event, index) => ({ ...event, seq: index + 1 })));
  equal(subject(accurate).number, 1);
  const { detail } = describe({ state: "finished", runs: 2, sentence: "2 runs." }, accurate);
  ok(detail.startsWith("Best: lane 1. Validation accuracy 90") && detail.endsWith("in epoch 1."), detail);
});

test("several runs train as one experiment", () => {
  const status = { state: "running", runs: 10, ended: 7, epoch: 12, epochs: 100, workers: 2, sentence: "" };
  equal(describe(status, emptyHistory()).title, "Training 10 runs: epoch 12 of 100");
  equal(describe(status, emptyHistory()).detail, "7 of 10 runs have ended.");
  const done = { ...status, state: "finished", sentence: "Finished: 10 runs, 2 stopped early, 1 diverged." };
  const told = describe(done, history(events(2, true)));
  equal([told.title, told.detail], ["Finished: 10 runs", "2 stopped early, 1 diverged. Their average: validation loss 0.450."]);
});

test("a setting is varied where the runs differ in it, in a part of it or in the whole of it", () => {
  const vary = { kind: "grid", axes: { "optimizer.learning_rate": {}, "network.initializer.kind": {}, "stopping": {} } };
  const paths = ["optimizer.learning_rate", "network.initializer", "stopping.epochs", "optimizer.learning_rate_decay", "optimizer.beta"];
  equal(paths.map((path) => varies(vary, path)), [true, true, true, false, false]);
  ok(!varies(null, "optimizer.beta"));
});

test("a search is told in words", () => {
  equal(varyInWords(null), "");
  equal(varyInWords({ kind: "random", axes: { "optimizer.learning_rate": {}, "regularization.l2": {} } }), "A random search over learning rate and l2.");
  equal(varyInWords({ kind: "list", runs: [{ set: { "optimizer.kind": "adam" } }, { set: {} }] }), "2 runs that differ in optimizer.");
});
