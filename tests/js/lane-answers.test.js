import { answersInWords, answersOf, isDrawable, judgedSplit, pictureInWords } from "/static/js/search/lane-answers.js";
import { LanePainter } from "/static/js/search/lane-painter.js";
import { equal, ok, test } from "./check.js";
import { plane, weightsOf } from "./scenes.js";

const table = (more) => plane({ kind: "table", hidden: [], ...more });

test("a lane of classes tells which it takes for which, by the samples of validation", () => {
  const scene = table();
  const { split, count, right, shares, broken } = answersOf(scene, weightsOf(scene));
  equal([split, count, broken], ["validation", 10, false]);
  ok(shares.every((row) => Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) < 1e-12));
  equal(right, Math.round(5 * (shares[0][0] + shares[1][1])));
  ok(answersInWords(answersOf(scene, weightsOf(scene))).endsWith("of 10 validation samples right"));
  ok(pictureInWords(scene).includes("true class"));
});

test("a lane of numbers tells what it says beside what is true", () => {
  const scene = table({ outputs: 1, output: "linear" });
  scene.output.task = "regression";
  const { truth, said, shares } = answersOf(scene, weightsOf(scene));
  equal([truth.length, said.length, shares], [10, 10, undefined]);
  equal(answersOf(scene, weightsOf(scene).fill(NaN)).broken, true);
  equal(answersInWords(answersOf(scene, weightsOf(scene).fill(NaN))), "its numbers have exploded");
});

test("without samples there is nothing to draw, and maps need none", () => {
  const { samples } = table();
  equal([isDrawable(table({ samples: null })), isDrawable(plane({ samples: null })), judgedSplit(table({ samples: { ...samples, validation: null } }))], [false, true, "train"]);
  equal(pictureInWords(plane()), "");
});

test("answers come from the worker as maps do", async () => {
  const scene = table();
  const [lane, drawn, epoch] = await new Promise((resolve) => {
    const painter = new LanePainter((...came) => resolve(came));
    painter.setScene("key", scene);
    painter.ask(3, { key: "key", epoch: 7, weights: weightsOf(scene) });
    painter.pause(false);
  });
  equal([lane, epoch, drawn.answers.count, drawn.maps], [3, 7, 10, undefined]);
});
