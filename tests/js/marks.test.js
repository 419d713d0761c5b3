import { drawMark, drawPoints, targetLimit } from "/static/js/network/output/marks.js";
import { plane } from "./scenes.js";
import { equal, ok, test } from "./check.js";

const SIDE = 40;

/** The pixels of a drawing, and how many are painted. */
function painted(draw) {
  const context = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE }).getContext("2d", { willReadFrequently: true });
  draw(context);
  const at = (x, y) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)];
  const all = context.getImageData(0, 0, SIDE, SIDE).data;
  return { at, count: all.filter((value, index) => index % 4 === 3 && value > 0).length, key: all.join() };
}

function one(split, form = 0) {
  return painted((context) => drawMark(context, { x: 20, y: 20, size: 12, split, form, colour: "rgb(200 10 20)" }));
}

test("training is filled, validation is a ring, test a ring with a core", () => {
  const red = ([r, g]) => r > 150 && g < 60;
  equal(["train", "validation", "test"].map((split) => red(one(split).at(20, 20))), [true, false, true]);
  equal(["train", "validation", "test"].map((split) => red(one(split).at(20, 26))), [true, false, false]);
});

test("ten classes have ten forms", () => {
  equal(new Set(Array.from({ length: 10 }, (_, form) => one("train", form).key)).size, 10);
});

test("only the wanted splits are drawn, and nothing outside the region", () => {
  const size = { width: SIDE, height: SIDE };
  const drawn = (options, region) => painted((context) => drawPoints(context, plane(), options, region, size)).count;
  const { domain } = plane();
  ok(drawn({ train: true }, domain) > 0);
  equal(drawn({ train: false, validation: false, test: true }, domain), 0);
  equal(drawn({ train: true }, { low: [50, 50], high: [60, 60] }), 0);
});

test("colours are strongest at the largest target", () => {
  equal(targetLimit({ samples: { train: { targets: [1, -3, 2] } } }), 3);
  equal([targetLimit({ samples: null }), targetLimit({ samples: { train: { targets: [0] } } })], [1, 1]);
});
