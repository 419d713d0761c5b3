import { bestSoFar, bestSoFarFigure } from "/static/js/search/versus/best-so-far.js";
import { distinct, found, interval, pairsOf, sideLength, wins } from "/static/js/search/versus/pairs.js";
import { placeOf, scaleOf, ticksOf } from "/static/js/search/versus/places.js";
import { scatterOf } from "/static/js/search/versus/scatter.js";
import { repeatInWords, verdictOf } from "/static/js/search/versus/words.js";
import { equal, ok, test } from "./check.js";

const VARY = { kind: "grid_against_random", points: 2, repeats: 3, axes: { "optimizer.learning_rate": { kind: "uniform", low: 0, high: 0.2, points: null }, "regularization.l2": { kind: "log_uniform", low: 1e-4, high: 1, points: null } } };
const RATE = "optimizer.learning_rate";
const near = (one, other, tolerance = 1e-9) => ok(Math.abs(one - other) < tolerance, `${one} is not ${other}`);

/** Trials of repeats: `scores` [[of the grid's four, of the random four] per repeat]. */
function trialsOf(scores, state = "finished") {
  return scores.flatMap((pair, repeat) => pair.flatMap((side, index) => side.map((score, place) => ({
    number: repeat * 8 + index * 4 + place + 1, group: ["grid", "random"][index], score, state, epochs: 10, name: `trial ${place}`,
    settings: { [RATE]: index ? 0.01 + 0.04 * place : [0.05, 0.15][place % 2], "regularization.l2": index ? 10 ** -place : [0.001, 0.1][Math.floor(place / 2)] }, best: { number: 7 },
  }))));
}

const SCORES = [[[4, 3, 2, 1], [0.5, 5, 6, 7]], [[4, 3, 2, 0.9], [0.8, null, 6, 7]], [[1, 1, 1, 1], [2, 2, 2, 50]]];
const pairs = () => pairsOf(trialsOf(SCORES), VARY, "validation_loss");

test("a side has as many trials as the grid of its axes", () => {
  equal(sideLength(VARY), 4);
  equal(sideLength({ points: 3, axes: { a: { kind: "choice", values: [1, 2] }, b: { kind: "int", low: 1, high: 2 }, c: { kind: "uniform", points: 5 }, d: { kind: "int", low: 1, high: 9 } } }), 2 * 2 * 5 * 3);
});

test("trials are parted into repeats and sides, and each repeat has a winner", () => {
  const all = pairs();
  equal(all.map(({ repeat, grid, random }) => [repeat, grid.length, random.length]), [[0, 4, 4], [1, 4, 4], [2, 4, 4]]);
  equal(all.map(({ best }) => [best.grid.score, best.random.score]), [[1, 0.5], [0.9, 0.8], [1, 2]]);
  equal(all.map(({ winner }) => winner), ["random", "random", "grid"]);
  equal(wins(all), { pairs: 3, grid: 1, random: 2, ties: 0 });
  equal(pairsOf(trialsOf([[[0.1], [0.9]]].map(([grid, random]) => [[...grid, 0, 0, 0], [...random, 0, 0, 0]])), VARY, "validation_accuracy")[0].winner, "random");
});

test("a repeat counts only when all of its trials have ended", () => {
  const open = pairsOf(trialsOf(SCORES).slice(0, 23), VARY, "validation_loss");
  equal(open.map(({ complete }) => complete), [true, true, false]);
  equal([open[2].winner, wins(open).pairs], [null, 2]);
  equal(wins(pairsOf(trialsOf(SCORES, "running"), VARY, "validation_loss")).pairs, 0);
  const nothing = [[null, null, null, null], [1, 1, 1, 1]];
  equal(pairsOf(trialsOf([nothing]), VARY, "validation_loss")[0].winner, "random");
  const diverged = trialsOf(SCORES).map((trial) => (trial.number === 5 ? { ...trial, runs: [{ finished: { reason: "diverged" } }] } : trial));
  equal(pairsOf(diverged, VARY, "validation_loss")[0].winner, "grid");
});

test("a grid sees few values of each setting, random draws see all different ones", () => {
  const [{ grid, random }] = pairs();
  equal([distinct(grid, RATE), distinct(random, RATE)], [2, 4]);
});

test("medians and means of what was found may tell different stories", () => {
  const grid = found(pairs(), "grid", "validation_loss");
  const random = found(pairs(), "random", "validation_loss");
  equal([grid.median, grid.worst, random.median, random.worst], [1, 1, 0.8, 2]);
  near(random.mean, 3.3 / 3);
  equal(found([], "grid", "validation_loss"), null);
  const words = verdictOf(pairs(), "validation_loss");
  ok(words.startsWith("Random search won 2 of 3 repeats"), words);
  ok(words.includes("That may still be luck.") && words.includes("Its mean is the worse one"), words);
  ok(repeatInWords(pairs()[0], "validation_loss").startsWith("Repeat 1: random wins, grid 1.00, random 0.5"));
});

test("the verdict is honest about one pair and about none", () => {
  ok(verdictOf(pairs().slice(0, 1), "validation_loss").includes("One pair may be luck"));
  ok(verdictOf([], "validation_loss").startsWith("Both sides train"));
});

test("the interval of a share is Wilson's", () => {
  const [low, high] = interval(17, 20);
  near(low, 0.6396, 1e-3);
  near(high, 0.9476, 1e-3);
  ok(interval(20, 20)[1] === 1 && interval(0, 5)[0] === 0);
});

/** Every order of four trials. */
function orders(list) {
  return list.length < 2 ? [list] : list.flatMap((first, at) => orders(list.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

test("the best so far is that of re-drawn orders, and ends at the best of all", () => {
  const [first] = pairs();
  const { epochs, low, middle, high } = bestSoFar([first], "grid", "validation_loss");
  equal(epochs, [10, 20, 30, 40]);
  for (let many = 1; many <= 4; many += 1) {
    const exact = orders([4, 3, 2, 1]).map((order) => Math.min(...order.slice(0, many))).sort((one, other) => one - other);
    for (const [share, curve] of [[0.1, low], [0.5, middle], [0.9, high]]) {
      const near = [share - 0.06, share + 0.06].map((each) => exact[Math.min(23, Math.max(0, Math.floor(each * 24)))]);
      ok(curve[many - 1] >= near[0] && curve[many - 1] <= near[1], `${share} of ${many}: ${curve[many - 1]}`);
    }
  }
  equal([low[3], middle[3], high[3]], [1, 1, 1]);
  equal(bestSoFar([first], "grid", "validation_loss"), bestSoFar([first], "grid", "validation_loss"));
});

test("a higher accuracy is better, and nothing ended is nothing to draw", () => {
  const [first] = pairs();
  equal(bestSoFar([first], "grid", "validation_accuracy").middle.at(-1), 4);
  equal(bestSoFar(pairsOf(trialsOf(SCORES, "running"), VARY, "validation_loss"), "grid", "validation_loss"), null);
  const colours = { "run-1": "rgb(1, 2, 3)", "run-2": "rgb(4, 5, 6)" };
  const shown = { pairs: pairs(), objective: "validation_loss", title: "Validation loss" };
  const { traces, empty } = bestSoFarFigure(shown, colours);
  equal([empty, traces.map(({ name }) => name)], [false, ["grid, median", "grid, 10 %", "grid, 10 to 90 %", "random, median", "random, 10 %", "random, 10 to 90 %"]]);
  ok(bestSoFarFigure({ ...shown, pairs: [] }, colours).empty);
});

test("values have their places on linear, logarithmic and other scales", () => {
  near(placeOf(scaleOf("a", { kind: "uniform", low: 0, high: 0.2 }), 0.05), 0.25);
  near(placeOf(scaleOf("a", { kind: "log_uniform", low: 1e-4, high: 1 }), 0.01), 0.5);
  near(placeOf(scaleOf("a", { kind: "choice", values: ["adam", "sgd"] }), "sgd"), 0.75);
  near(placeOf(scaleOf("a", { kind: "int", low: 1, high: 2 }), 1), 0.25);
  equal(ticksOf(scaleOf("a", { kind: "log_uniform", low: 1e-4, high: 1 })).map(({ text }) => text), ["0.0001", "0.001", "0.01", "0.1", "1"]);
  equal(ticksOf(scaleOf("a", { kind: "choice", values: [{ kind: "he_normal" }, null] })).map(({ text }) => text), ["he normal", "off"]);
});

test("a scatter has a point and its shadows for every trial, the best marked", () => {
  const [{ grid, best }] = pairs();
  const scales = Object.entries(VARY.axes).map(([path, axis]) => scaleOf(path, axis));
  const picture = scatterOf(grid, scales, { kind: "grid", best: best.grid });
  equal([picture.querySelectorAll("[data-trial]").length, picture.querySelectorAll("[data-shadow]").length], [4, 8]);
  equal(picture.querySelector(".is-best").dataset.trial, "4");
  const columns = new Set([...picture.querySelectorAll("rect[data-trial]")].map((rect) => (Number(rect.getAttribute("x")) + Number(rect.getAttribute("width")) / 2).toFixed(1)));
  equal(columns.size, 2);
  equal(scatterOf(grid, scales.slice(0, 1), { kind: "grid", best: null }).querySelectorAll("[data-shadow]").length, 4);
});
