import { bordersOf, levelLine } from "/static/js/search/ensemble/borders.js";
import { identityToShow } from "/static/js/search/ensemble/identity.js";
import { amountInWords, readingAt } from "/static/js/search/ensemble/reading.js";
import { finenessFor, judgedTogether, mapsTogether } from "/static/js/search/ensemble/sayings.js";
import { scoresOf } from "/static/js/search/ensemble/scores.js";
import { averageOf, classesOf, disagreementOf, identityOf, voting, votesOf } from "/static/js/search/ensemble/together.js";
import { votesInWords } from "/static/js/search/ensemble/votes.js";
import { outputsOf } from "/static/js/network/forward.js";
import { emptyHistory, fold } from "/static/js/history.js";
import { plane } from "./scenes.js";
import { equal, ok, test } from "./check.js";
import { epoch, started } from "./events.js";

/** What three members say about four samples: the shares of two classes. */
const members = [[0.9, 0.8, 0.3, 0.6], [0.7, 0.4, 0.2, 0.9], [0.2, 0.9, 0.1, 0.7]].map((first) => [Float32Array.from(first), Float32Array.from(first, (share) => 1 - share)]);
const near = (one, other, tolerance = 1e-6) => ok(Math.abs(one - other) < tolerance, `${one} is not ${other}`);
const network = (scene, seed) => Float32Array.from({ length: scene.parameters }, (_, index) => Math.sin((index + 1) * seed));

test("the average is the mean of what the members say", () => {
  const [first, second] = averageOf(members);
  [0.6, 0.7, 0.2, 2.2 / 3].forEach((share, at) => near(first[at], share));
  first.forEach((share, at) => near(share + second[at], 1));
});

test("members disagree as often as pairs of them name different classes", () => {
  const pairs = (at) => [[0, 1], [0, 2], [1, 2]].filter(([one, other]) => classesOf(members[one])[at] !== classesOf(members[other])[at]).length / 3;
  const found = disagreementOf(members, true);
  for (let at = 0; at < 4; at += 1) near(found[at], pairs(at));
  equal([...disagreementOf([members[0], members[0]], true)], [0, 0, 0, 0]);
  equal([...disagreementOf([members[0]], true)], [0, 0, 0, 0]);
  near(disagreementOf([[[1, 5]], [[3, 5]]], false)[0], 1);
});

test("the squared error of the average is the mean error less the ambiguity", () => {
  for (const [targets, classes, said] of [[[0, 0, 1, 1], true, members], [[0.3, -0.5, 2, 0.1], false, members.map(([first]) => [first])], [[0, 0, 1, 1], true, members.map(([first]) => [first])]]) {
    const { own, mean, ambiguity } = identityOf(said, targets, classes);
    ok(ambiguity > 0.01);
    near(own, mean - ambiguity, 1e-7);
  }
  near(identityOf(members, [0, 0, 1, 1], true).own, 2 * (0.4 ** 2 + 0.3 ** 2 + 0.2 ** 2 + (2.2 / 3) ** 2) / 4);
});

test("votes count who is right", () => {
  const votes = votesOf(members, [0, 0, 1, 1]);
  equal(votes, { samples: [1, 0, 2, 1], right: [0, 0, 2, 1] });
  ok(votesInWords({ votes, samples: 4 }).startsWith("On 50.0"));
  ok(votesInWords({ votes, samples: 4 }).includes("On 1 sample all are wrong"));
});

test("a member whose numbers exploded has no vote", () => {
  equal(voting([...members, [Float32Array.from([NaN, 1, 1, 1]), members[0][1]]]), [0, 1, 2]);
  const scene = plane();
  const maps = mapsTogether(scene, [network(scene, 1), new Float32Array(scene.parameters).fill(NaN)]);
  equal(maps.voters, [0]);
  equal(mapsTogether(scene, [new Float32Array(scene.parameters).fill(NaN)]), null);
});

test("a border runs where the sign changes", () => {
  const grid = { width: 4, height: 4 };
  const across = Float32Array.from({ length: 16 }, (_, cell) => (cell % 4) - 1.25);
  const pieces = levelLine(across, grid);
  equal(pieces.length, 12);
  for (let at = 0; at < pieces.length; at += 2) near(pieces[at], (1.25 + 0.5) / 4);
  equal(levelLine(across.map(() => 1), grid).length, 0);
  equal(levelLine(across.map(() => NaN), grid).length, 0);
});

test("a saddle is parted as its middle says", () => {
  const saddle = (more) => [...levelLine(Float32Array.from([1 + more, -1, -1, 1 + more]), { width: 2, height: 2 })];
  // With a high middle the two high corners belong together: lines go around the low ones.
  const around = (pieces) => pieces[0] + pieces[2];
  ok(around(saddle(0.5)) > 1, "around the corner at the right");
  ok(around(saddle(-0.5)) > 1 && saddle(0.5).join() !== saddle(-0.5).join());
});

test("three classes have the borders of each", () => {
  const grid = { width: 6, height: 2 };
  const shares = (wanted) => Float32Array.from({ length: 12 }, (_, cell) => (Math.floor((cell % 6) / 2) === wanted ? 0.8 : 0.1));
  const pieces = bordersOf([0, 1, 2].map(shares), grid, true);
  const places = new Set([...pieces].filter((_, index) => index % 2 === 0).map((x) => x.toFixed(3)));
  equal([...places].sort(), ["0.333", "0.667"]);
});

test("an ensemble's map is the average of its members' maps", () => {
  const scene = plane({ hidden: [4] });
  const networks = [1, 2, 3].map((seed) => network(scene, seed));
  const { grid, members: maps, average, borders, border } = mapsTogether(scene, networks);
  equal([maps.length, average.length, borders.length], [3, 2, 3]);
  const middle = [[(grid.low[0] + grid.high[0]) / 2 + 6 / grid.width], [(grid.low[1] + grid.high[1]) / 2 - 6 / grid.height]];
  const cell = (grid.height / 2) * grid.width + grid.width / 2;
  const said = networks.map((weights) => outputsOf(scene, weights, middle)[1][0]);
  near(average[1][cell], said.reduce((sum, share) => sum + share, 0) / 3, 1e-6);
  ok(border.length > 0);
  const reading = readingAt(scene, { grid, members: maps, voters: [0, 1, 2], average }, 0.5, 0.5);
  ok(/of 3: class [01]/.test(reading), reading);
});

test("how far they disagree is told as what it is", () => {
  const scene = plane();
  equal(amountInWords(scene, { disagreement: Float32Array.from([0, 0.5]) }), "50.0\u202f% of pairs differ");
  equal(amountInWords(scene, { disagreement: Float32Array.from([0, 0]) }), "nobody differs");
  const numbers = { ...scene, output: { task: "regression", target: { name: "y", scale: 3 } } };
  equal(amountInWords(numbers, { disagreement: Float32Array.from([0.5]) }), "± 1.50");
});

test("a line has curves instead of borders, and large networks coarser maps", () => {
  const scene = plane({ kind: "line", outputs: 1, output: "linear" });
  scene.output = { ...scene.output, task: "regression", classes: [], target: { name: "y", shift: 0, scale: 2 } };
  const maps = mapsTogether(scene, [network(scene, 1), network(scene, 2)]);
  equal([maps.grid.height, maps.borders], [1, [null, null]]);
  ok(readingAt(scene, maps, 0.5, 0.5).includes("±"));
  ok(finenessFor(plane({ hidden: [64, 64] }), 20) < finenessFor(plane(), 3));
  equal(mapsTogether({ ...plane(), kind: "other" }, [network(plane(), 1)]), null);
});

test("the samples that decide are those of validation, and not more than can be computed", () => {
  const scene = plane();
  const networks = [1, 2].map((seed) => network(scene, seed));
  const judged = judgedTogether(scene, networks);
  equal([judged.split, judged.samples, judged.votes.samples.reduce((sum, each) => sum + each)], ["validation", 10, 10]);
  equal(judgedTogether({ ...scene, samples: { train: null, validation: null } }, networks), null);
  equal(judgedTogether(plane({ hidden: [900, 900] }), [1, 2].map((seed) => network(plane({ hidden: [900, 900] }), seed))).samples, 10);
});

function history(more = {}) {
  const average = {
    type: "ensemble_evaluated", run: 0, epoch: 1, members: 2, train_loss: 0.4, validation_loss: 0.45, train_accuracy: 0.9, validation_accuracy: 0.88,
    mean_train_loss: 0.5, mean_validation_loss: 0.55, mean_train_accuracy: 0.85, mean_validation_accuracy: 0.8, train_ambiguity: null, validation_ambiguity: null,
    out_of_bag_loss: 0.6, out_of_bag_accuracy: 0.75, out_of_bag_samples: 90, disagreement: 0.2, disagreements: [0.2], ...more,
  };
  const list = [1, 2].flatMap((run) => [started(0, { run, name: `member ${run}` }), epoch(1, { run, validation_accuracy: 0.7 + run / 10, validation_loss: run })]);
  return fold(emptyHistory(), [...list, average].map((event, index) => ({ ...event, seq: index + 1 })));
}

test("scores tell what averaging gains", () => {
  const { rows, write, low, high } = scoresOf(history(), true);
  equal(rows.map(({ kind, value }) => [kind, write(value)]), [["members", "80.0\u202f%"], ["average", "88.0\u202f%"], ["strangers", "75.0\u202f%"]]);
  equal(rows[0].values.map(write), ["80.0\u202f%", "90.0\u202f%"]);
  equal(rows[1].note, "+8.0 percentage points");
  ok(low < 0.75 && high > 0.9 && high <= 1);
  ok(scoresOf(history(), false).rows[1].note.includes("less error"));
  equal(scoresOf(emptyHistory(), true), null);
});

test("squared losses tell the identity themselves, others by their probabilities", () => {
  equal(identityToShow(history({ validation_ambiguity: 0.1 }), null), { own: 0.45, mean: 0.55, ambiguity: 0.1, what: "validation loss" });
  equal(identityToShow(history(), null), null);
  const judged = { split: "validation", samples: 30, identity: { own: 0.2, mean: 0.3, ambiguity: 0.1 } };
  equal(identityToShow(history(), judged).mean, 0.3);
});
