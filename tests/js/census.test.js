import { censusInWords, histogramOf, quantileOf, solutionsOf, valueOf } from "/static/js/search/census/solutions.js";
import { equal, ok, test } from "./check.js";

const run = (number, value, reason = "epochs") => ({ number, finished: { reason, last: { train_loss: value } }, columns: { train_loss: [value] } });
const trials = (values) => values.map((value, index) => ({ number: index + 1, runs: [run(index + 1, value)] }));

test("the last figure of a run counts, in whichever form it is known", () => {
  equal(valueOf(run(1, 0.5), "train_loss"), 0.5);
  equal(valueOf({ number: 1, finished: null, columns: { train_loss: [2, 0.7, null] } }, "train_loss"), 0.7);
  equal(valueOf({ number: 1, state: "finished", last: { train_loss: 0.4 } }, "train_loss"), 0.4);
  equal(valueOf(run(1, 0.5, "diverged"), "train_loss"), null);
  equal(valueOf({ number: 1, state: "finished", reason: "diverged", last: { train_loss: 0.4 } }, "train_loss"), null);
  equal(valueOf({ number: 1, finished: null, columns: { train_loss: [] } }, "train_loss"), null);
});

test("who goes back in time counts what was then", () => {
  const past = { number: 1, finished: { reason: "diverged" }, columns: { epoch: [0, 1, 4], train_loss: [2, 0.7, 9] } };
  equal([0, 1, 3, 4].map((epoch) => valueOf(past, "train_loss", epoch)), [2, 0.7, 0.7, 9]);
  equal(valueOf(past, "train_loss"), null);
});

test("every solution is in one bar, whose ends hold it", () => {
  const solutions = solutionsOf(trials([...Array.from({ length: 50 }, (_, index) => 1 + index / 50), null]), "train_loss");
  equal(solutions.length, 50);
  const { log, bars } = histogramOf(solutions);
  equal([log, bars.length, bars.reduce((sum, bar) => sum + bar.solutions.length, 0)], [false, 7, 50]);
  for (const { low, high, solutions: inside } of bars) for (const { value } of inside) ok(value >= low - 1e-9 && value <= high + 1e-9, `${value} is not in ${low} to ${high}`);
});

test("losses of several powers of ten are counted on a logarithmic scale", () => {
  const { log, bars } = histogramOf(solutionsOf(trials([0.001, 0.01, 0.1, 1]), "train_loss"));
  ok(log);
  equal(bars.map(({ solutions }) => solutions.length), [1, 0, 1, 0, 1, 1]);
  ok(Math.abs(bars.at(-1).high - 1) < 1e-9);
});

test("networks that all end alike make one bar, and none makes none", () => {
  const { bars } = histogramOf(solutionsOf(trials([0.5, 0.5, 0.5]), "train_loss"));
  equal(bars.filter(({ solutions }) => solutions.length).length, 1);
  equal(histogramOf([]).bars, []);
  equal(censusInWords([], 3, "train_loss"), "");
});

test("the census tells its quartiles and who is missing", () => {
  const solutions = solutionsOf(trials([4, 3, 2, 1]), "train_loss");
  equal([quantileOf(solutions, 0), quantileOf(solutions, 0.5), quantileOf(solutions, 1)], [1, 3, 4]);
  const words = censusInWords(solutions, 5, "train_loss");
  ok(words.includes("from 1.00 to 4.00") && words.includes("1 has no figure"), words);
});
