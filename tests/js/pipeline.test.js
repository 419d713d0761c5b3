import { predictions } from "/static/js/network/forward.js";
import { columnsOf, inputsOf } from "/static/js/network/pipeline.js";
import { plane, weightsOf } from "./scenes.js";
import { equal, ok, test } from "./check.js";

const pipeline = { distort: { shift: [1, 0], scale: 2 }, features: ["width", "length"], expansion: { kind: "polynomial", degree: 2 }, fill: [7, 9, 5, 3], shift: [0, 1, 0, 1], scale: [1, 2, 1, 2] };

test("gaps are filled after all that is made of the columns", () => {
  const inputs = inputsOf([[1, NaN], [NaN, 2]], ["length", "width"], pipeline);
  equal(inputs.map((values) => [...values]), [[7, 4], [4, 7.5], [3, 5], [4, 1]]);
});

test("samples that lie row by row become columns", () => {
  equal(columnsOf(Uint8Array.of(1, 2, 3, 4, 5, 6), 2).map((column) => [...column]), [[1, 3, 5], [2, 4, 6]]);
});

test("what a network says of a split is one share per sample and class", () => {
  const scene = plane({ outputs: 3 });
  const said = predictions(scene, weightsOf(scene), scene.samples.train);
  equal(said.map((values) => values.length), [40, 40, 40]);
  ok(said[0].every((share, index) => Math.abs(share + said[1][index] + said[2][index] - 1) < 1e-12));
});
