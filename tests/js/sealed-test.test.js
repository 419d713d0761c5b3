import { gapInWords, gapSentence, openedTest, scoresOf, sentence } from "/static/js/sealed-words.js";
import { equal, ok, test } from "./check.js";

const opening = (more = {}) => ({
  run: 7, name: "rate 0.1", loss: 0.5, accuracy: 0.82, samples: 100, validation_loss: 0.4, validation_accuracy: 0.9, objective: "validation_loss", count: 1,
  at: "2026-11-23T04:12:00+00:00", ...more,
});

test("validation and test stand side by side with the gap between them", () => {
  equal(scoresOf(opening()).map(({ name, validation, test: score, optimistic }) => [name, validation, score, optimistic]), [["loss", 0.4, 0.5, true], ["accuracy", 0.9, 0.82, true]]);
  equal(scoresOf(opening()).map(gapInWords), ["+0.100", "+8.0 points"]);
  equal(scoresOf(opening({ accuracy: null })).length, 1);
  equal(scoresOf(opening({ validation_loss: undefined }))[0].gap, null);
});

test("the gap is told as what choosing cost, and not promised where it went the other way", () => {
  ok(gapSentence(opening(), 64).includes("best of 64 was luck"));
  ok(gapSentence(opening({ objective: "validation_accuracy" }), 64).startsWith("Validation was too kind by 8.0 points of accuracy"));
  ok(gapSentence(opening({ loss: 0.3 }), 64).includes("on average over many such choices it is worse"));
  equal(gapSentence(opening(), 1), "Validation was too kind by 0.100 of loss.");
});

test("every opening is counted, whoever told of it", () => {
  const first = opening({ count: 1 });
  const second = opening({ count: 2, run: 3 });
  const found = openedTest([null, second, { ...first, openings: [first] }]);
  equal([found.run, found.openings.map(({ count }) => count)], [3, [2, 1]]);
  equal(openedTest([undefined, null]), null);
  ok(sentence({ test: second }).includes("opened 2 times, last on November 23"));
});

test("sealed figures say why they stay sealed", () => {
  ok(sentence({ samples: 10, finished: false, mine: true }).includes("until training has finished"));
  ok(sentence({ samples: 10, finished: true, mine: false }).includes("Only the owner"));
  equal(sentence({ samples: 0, finished: true, mine: true }), "This experiment keeps no samples aside for a test.");
});
