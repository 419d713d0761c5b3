import { emptyHistory, fold } from "/static/js/history.js";
import { unfold } from "/static/js/history-columns.js";
import { trialsOf } from "/static/js/search/trials.js";
import { equal, ok, test } from "./check.js";

const answer = () => ({
  seq: 50, events: [], runs: [],
  trials: {
    number: [1, 2, 3, 4], trial: [1, 1, 2, 2], repetition: [0, 1, 0, 1], name: ["a", "a", "b", "b"], group: ["", "", "", ""], state: ["finished", "finished", "finished", "waiting"],
    reason: ["epochs", "epochs", "diverged", ""], epoch: [9, 9, 4, 0], epochs: [9, 9, 9, 9], best_epoch: [7, 9, 0, 0],
    best: { validation_loss: [0.2, 0.4, null, null], train_loss: [0.1, 0.3, null, null] }, last: { validation_loss: [0.3, 0.4, null, null] },
    objective: "validation_loss", score: [0.15, 0.4, null, null],
    settings: { "optimizer.learning_rate": [0.1, 0.1, null, null], "stopping.early": [null, null, null, null] }, unset: { "optimizer.learning_rate": [2, 3], "stopping.early": [1] },
  },
  curves: {
    runs: [1, 2, 3], lengths: [3, 2, 1], epoch: [0, 3, 9, 0, 9, 0], train_loss: [0.9, 0.5, 0.1, 0.9, 0.3, 0.9], validation_loss: [1, 0.6, 0.3, 1, 0.4, 1],
    train_accuracy: [null, null, null, null, null, null], validation_accuracy: [null, null, null, null, null, null],
  },
});

test("condensed runs have their settings, their points, their ends and their best figures", () => {
  const history = unfold(emptyHistory(), answer());
  const [one, two, three] = history.runs.values();
  equal([history.seq, history.runs.size], [50, 3]);
  equal([one.columns.epoch, one.columns.validation_loss, one.length, one.thinned], [[0, 3, 9], [1, 0.6, 0.3], 3, true]);
  equal([one.best.validation_loss, one.finished.best_epoch], [{ value: 0.15, epoch: 7 }, 7]);
  equal([two.started.trial, two.started.repetition, two.started.name], [1, 1, "a"]);
  equal([one.started.settings, three.started.settings], [{ "optimizer.learning_rate": 0.1, "stopping.early": null }, { "stopping.early": null }]);
  equal([three.finished.reason, three.best], ["diverged", {}]);
});

test("trials of condensed runs are scored like those of whole ones, and go on with the stream", () => {
  const history = unfold(emptyHistory(), answer());
  const [first, second] = trialsOf(history.runs.values(), "validation_loss");
  ok(Math.abs(first.score - 0.275) < 1e-12 && first.deviation > 0);
  equal([first.state, second.score, second.state], ["finished", null, "finished"]);
  fold(history, [{ seq: 51, type: "run_started", run: 4, trial: 2, repetition: 1, name: "b", settings: {}, validation_loss: 1 }]);
  equal(history.runs.get(4).started.trial, 2);
});
