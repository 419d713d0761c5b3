import { lanesOf, runOfLane, sceneKeyOf } from "/static/js/search/lane-choice.js";
import { pace, paceInWords, remembered, standing, standingInWords, timeLeft } from "/static/js/search/progress-words.js";
import { savedInWords } from "/static/js/search/saved.js";
import { equal, test } from "./check.js";

const trial = (number, state, more = {}) => ({ number, state, score: number / 10, settings: {}, runs: [{ number: 2 * number - 1 }, { number: 2 * number }], best: { number: 2 * number }, ...more });

test("trials are counted as done, training and waiting, also those that no event told of yet", () => {
  const trials = [trial(1, "finished"), trial(2, "failed"), trial(3, "running")];
  equal(standing({ runs: 16 }, trials), { done: 2, running: 1, waiting: 5, total: 8 });
  equal(standingInWords(standing({ runs: 16 }, trials)), "2 of 8 trials done · 1 training · 5 waiting");
  equal(standing({ trials: { done: 3, running: 4, waiting: 1 } }, trials).total, 8);
});

test("the time left follows the pace of the last seconds", () => {
  let marks = [];
  for (let second = 0; second <= 40; second += 1) marks = remembered(marks, { at: second, progress: second / 100, epochs: 50 * second });
  equal(marks[0].at, 27);
  const found = pace({}, marks);
  equal([Math.round(found.rate), Math.round(found.left)], [50, 60]);
  equal(paceInWords(found), "50.0 epochs a second · about 60 seconds left");
  equal(pace({ epochs_per_second: 7, seconds_left: 3 }, marks), { rate: 7, left: 3 });
  equal(pace({}, [marks[0]]), { rate: null, left: null });
  equal(["almost done", "about 4 seconds left", "about 2 minutes left", "about 2 hours left"], [1, 3.2, 100, 7300].map(timeLeft));
});

test("a search that begins anew forgets its pace", () => {
  equal(remembered([{ at: 1, progress: 0.5, epochs: 9 }], { at: 2, progress: 0.1, epochs: 1 }), [{ at: 2, progress: 0.1, epochs: 1 }]);
});

test("of many trials the pinned ones and the best get a map, in their order", () => {
  const trials = Array.from({ length: 20 }, (_, index) => trial(index + 1, "running"));
  equal(lanesOf(trials, new Set([17]), "validation_loss", 4).map(({ number }) => number), [1, 2, 3, 17]);
  equal(lanesOf(trials.slice(0, 3), new Set(), "validation_loss", 4).length, 3);
  equal([runOfLane(trial(1, "running")).number, runOfLane(trial(1, "finished")).number], [1, 2]);
});

test("lanes that differ in rates only share a scene", () => {
  const key = (settings) => sceneKeyOf({ settings });
  equal([key({ "optimizer.learning_rate": 1 }) === key({}), key({ "network.hidden": [] }) === key({}), key({ "data.noise": 0.3 }) === key({}), key({ "network.hidden.0.dropout": 0.5 }) === key({})], [true, false, false, true]);
});

test("epochs that rungs saved are counted in every form of a run", () => {
  const halved = (epochs) => ({ finished: { reason: "halved" }, columns: { epoch: [0, epochs] } });
  const trials = [{ settings: {}, runs: [halved(3), halved(9)] }, { settings: {}, runs: [{ reason: "halved", epoch: 27 }, { reason: "epochs", epoch: 81 }] }];
  equal(savedInWords(trials, 81), "Rungs saved 204 of 324 epochs (63 %): 3 runs were given up early.");
  equal(savedInWords([{ settings: {}, runs: [{ reason: "epochs", epoch: 81 }] }], 81), "");
});
