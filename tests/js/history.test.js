import { bestEpoch, emptyHistory, firstRun, fold, has, last, speed } from "/static/js/history.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started } from "./events.js";

test("the untrained network is epoch 0", () => {
  const run = firstRun(fold(emptyHistory(), [started()]));
  equal(run.columns.epoch, [0]);
  equal(run.columns.train_loss, [0.7]);
  equal(run.columns.gradient_norm, [null]);
});

test("events that came twice are counted once", () => {
  const events = [started(), epoch(1), epoch(2)];
  const once = fold(emptyHistory(), events);
  const twice = fold(fold(emptyHistory(), events), [...events, epoch(3)]);
  equal(once.seq, 3);
  equal(firstRun(twice).columns.epoch, [0, 1, 2, 3]);
});

test("the same events in other portions give the same history", () => {
  const events = [started(), epoch(1), epoch(2), epoch(3), finished(5)];
  const whole = fold(emptyHistory(), events);
  const pieces = events.reduce((history, event) => fold(history, [event]), emptyHistory());
  equal(firstRun(pieces), firstRun(whole));
});

test("the best is the lowest loss and the highest accuracy after training began", () => {
  const run = firstRun(fold(emptyHistory(), [
    started(1, { validation_loss: 0.01 }), epoch(1, { validation_loss: 0.5, validation_accuracy: 0.9 }), epoch(2, { validation_loss: 0.6, validation_accuracy: 0.95 }),
  ]));
  equal(run.best.validation_loss, { value: 0.5, epoch: 1 });
  equal(run.best.validation_accuracy, { value: 0.95, epoch: 2 });
  equal(bestEpoch(run), { epoch: 1, value: 0.5, metric: "validation_loss" });
});

test("without validation the training loss decides", () => {
  const nothing = { validation_loss: null, validation_accuracy: null };
  const run = firstRun(fold(emptyHistory(), [started(1, nothing), epoch(1, nothing), epoch(2, nothing)]));
  equal(bestEpoch(run).metric, "train_loss");
  ok(!has(run, "validation_loss"));
});

test("the best epoch keeps its mark when it was not validated", () => {
  const events = [started(), epoch(1), epoch(2, { validation_loss: null }), epoch(3, { train_loss: 0.5, validation_loss: 0.8 })];
  const run = firstRun(fold(emptyHistory("train_loss"), [...events, finished(5, { best_epoch: 2, best: { train_loss: 0.3, validation_loss: null } })]));
  equal(bestEpoch(run), { epoch: 2, value: 0.3, metric: "train_loss" });
  equal(bestEpoch(firstRun(fold(emptyHistory(), [...events, finished(5, { best_epoch: 2 })]))), { epoch: 2, value: 0.3, metric: "train_loss" });
});

test("while it trains the best epoch is that of the watched figure", () => {
  const events = [started(), epoch(1, { train_loss: 0.6, validation_loss: 0.2 }), epoch(2, { train_loss: 0.3, validation_loss: 0.4 })];
  equal(bestEpoch(firstRun(fold(emptyHistory(), events))), { epoch: 1, value: 0.2, metric: "validation_loss" });
  equal(bestEpoch(firstRun(fold(emptyHistory("train_loss"), events))), { epoch: 2, value: 0.3, metric: "train_loss" });
});

test("without any best epoch there is no mark", () => {
  const nothing = { train_loss: null, validation_loss: null };
  equal(bestEpoch(firstRun(fold(emptyHistory(), [started(), epoch(1, nothing), finished(3, { best_epoch: 0 })]))), null);
});

test("an epoch that was not validated leaves a gap and keeps the last figure", () => {
  const run = firstRun(fold(emptyHistory(), [started(), epoch(1), epoch(2, { validation_loss: null })]));
  equal(run.columns.validation_loss, [0.71, 0.7, null]);
  equal(last(run, "validation_loss"), 0.7);
});

test("speed is epochs by seconds of training", () => {
  const run = firstRun(fold(emptyHistory(), [started(), epoch(1), epoch(2), epoch(3)]));
  ok(Math.abs(speed(run) - 10) < 1e-9);
});

test("pauses leave no trace in the curves", () => {
  const rest = [{ type: "run_paused", seq: 3, run: 1, epoch: 1 }, { type: "run_resumed", seq: 4, run: 1, epoch: 1 }];
  const paused = firstRun(fold(emptyHistory(), [started(), epoch(1), ...rest, epoch(2, { seq: 5 })]));
  equal(paused, firstRun(fold(emptyHistory(), [started(), epoch(1), epoch(2)])));
});

test("unknown events of a later version are passed over", () => {
  const history = fold(emptyHistory(), [started(), { type: "weights_taken", seq: 2, run: 1 }, epoch(2)]);
  equal(history.seq, 3);
});
