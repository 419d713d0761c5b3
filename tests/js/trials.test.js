import { fold, emptyHistory } from "/static/js/history.js";
import { better, labelOf } from "/static/js/search/objective.js";
import { laneOf, trialsOf } from "/static/js/search/trials.js";
import { equal, test } from "./check.js";
import { epoch, finished, started } from "./events.js";

const lane = (run, trial, repetition, figures) => [
  started(1, { run, name: `rate ${trial}`, trial, repetition, settings: { "optimizer.learning_rate": trial } }), epoch(1, { run, ...figures }),
];

function history(...events) {
  return fold(emptyHistory(), events.flat().map((event, index) => ({ ...event, seq: index + 1 })));
}

test("repetitions of a trial are judged together", () => {
  const { runs } = history(
    lane(1, 1, 0, { validation_loss: 0.4 }), lane(2, 1, 1, { validation_loss: 0.6 }), lane(3, 2, 0, { validation_loss: 0.1 }), lane(4, 2, 1, { validation_loss: null }),
  );
  const [first, second] = trialsOf(runs.values(), "validation_loss");
  equal([first.number, first.name, first.settings, first.runs.length, first.epochs], [1, "rate 1", { "optimizer.learning_rate": 1 }, 2, 2]);
  equal([first.score, Math.round(first.deviation * 1e6), first.best.number], [0.5, 141421, 1]);
  equal([second.score, second.deviation, second.best.number], [0.1, null, 3]);
});

test("what the API tells of runs makes the same trials", () => {
  const told = [
    { number: 1, name: "a", trial: 1, repetition: 0, group: "grid", settings: {}, state: "finished", epoch: 5, best: { validation_accuracy: 0.9 } },
    { number: 2, name: "a", trial: 1, repetition: 1, group: "grid", settings: {}, state: "running", epoch: 3, best: {} },
  ];
  const [trial] = trialsOf(told, "validation_accuracy");
  equal([trial.state, trial.group, trial.score, trial.deviation, trial.epochs, trial.best.number], ["running", "grid", 0.9, null, 8, 1]);
});

test("the state of a trial is that of what still trains", () => {
  const { runs } = history(lane(1, 1, 0, {}), finished(1, { run: 1 }), lane(2, 2, 0, {}));
  equal(trialsOf(runs.values(), "validation_loss").map(({ state }) => state), ["finished", "running"]);
});

test("runs of earlier experiments are a trial each", () => {
  equal(laneOf({ number: 7, started: { name: "x" } }), { number: 7, trial: 7, repetition: 0, group: "", settings: {}, name: "x" });
});

test("losses are better when small, accuracies when large, and what is unknown comes last", () => {
  equal([0.3, null, 0.1].sort(better("validation_loss")), [0.1, 0.3, null]);
  equal([0.3, null, 0.9].sort(better("validation_accuracy")), [0.9, 0.3, null]);
});

test("without validation figures those of training count", () => {
  const { runs } = history(lane(1, 1, 0, { validation_loss: null, train_loss: 0.2 }));
  equal(trialsOf(runs.values(), "validation_loss")[0].score, 0.2);
});

test("a setting is called by its last word, and by its layer", () => {
  equal(["optimizer.learning_rate", "network.hidden.1.units", "optimizer.kind"].map(labelOf), ["learning rate", "units of layer 2", "optimizer"]);
});
