import { bestEpoch, emptyHistory, firstRun, fold, has, last, lastEpoch, speed } from "/static/js/history.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started, validated } from "./events.js";

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

test("before the first validation no epoch is the best yet", () => {
  const late = { validation_loss: null, validation_accuracy: null };
  const run = firstRun(fold(emptyHistory(), [started(), epoch(1, late), epoch(2, late)]));
  equal([bestEpoch(run), lastEpoch(run, "validation_loss"), lastEpoch(run, "train_loss")], [null, 0, 2]);
  equal(lastEpoch(run, "penalty"), 2);
  equal(lastEpoch(run, "noise_penalty"), null);
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

test("an accuracy that is watched says which epoch is the best, and its loss is shown", () => {
  const run = firstRun(fold(emptyHistory("validation_accuracy"), [started(), epoch(1, { validation_accuracy: 0.9 }), epoch(2), epoch(3)]));
  equal(bestEpoch(run), { epoch: 1, value: 0.7, metric: "validation_loss" });
  const trained = firstRun(fold(emptyHistory("train_accuracy"), [started(), epoch(1, { train_accuracy: 0.2 }), epoch(2), epoch(3)]));
  equal(bestEpoch(trained), { epoch: 2, value: 0.3, metric: "train_loss" });
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

test("late figures go to the epoch they belong to, in whatever order they come", () => {
  const nothing = { validation_loss: null, validation_accuracy: null };
  const ahead = [started(), epoch(1, nothing), epoch(2, nothing), epoch(3, nothing)];
  const run = firstRun(fold(emptyHistory(), [...ahead, validated(5, 3, 0.4), validated(6, 1, 0.9)]));
  equal(run.columns.validation_loss, [0.71, 0.9, null, 0.4]);
  equal(run.columns.validation_loss_error, [null, 0.01, null, 0.01]);
  equal(run.best.validation_loss, { value: 0.4, epoch: 3 });
  equal(last(run, "validation_loss"), 0.4);
  equal(run.length, 4);
});

test("of equal late figures the first epoch is the best", () => {
  const run = firstRun(fold(emptyHistory(), [started(), ...[1, 2].map((each) => epoch(each, { validation_loss: null })), validated(4, 2, 0.5), validated(5, 1, 0.5)]));
  equal(run.best.validation_loss, { value: 0.5, epoch: 1 });
});

test("epochs that were trained beyond an early stop are forgotten", () => {
  const nothing = { validation_loss: null, validation_accuracy: null };
  const events = [
    started(), ...[1, 2, 3, 4].map((each) => epoch(each, nothing)), validated(6, 1, 0.4), validated(7, 2, 0.3), validated(8, 3, 0.2),
    finished(9, { reason: "stopped early", epochs: 2, best_epoch: 2 }),
  ];
  const run = firstRun(fold(emptyHistory(), events));
  equal(run.columns.epoch, [0, 1, 2]);
  equal(run.columns.weight_norm.length, run.length);
  equal(run.best.validation_loss, { value: 0.3, epoch: 2 });
  equal(run.best.train_loss, { value: 0.3, epoch: 2 });
  equal(bestEpoch(run), { epoch: 2, value: 0.3, metric: "validation_loss" });
  const inOne = firstRun(events.reduce((history, event) => fold(history, [event]), emptyHistory()));
  equal(inOne, run);
});
