import { cellsOf, gridOver, isMapped, mapsOf, rangeOf } from "/static/js/network/maps.js";
import { outputsOf } from "/static/js/network/forward.js";
import { plane, weightsOf } from "./scenes.js";
import { equal, ok, test } from "./check.js";

test("a grid begins at the top left and takes the middle of each cell", () => {
  const grid = gridOver({ low: [-2, 0], high: [2, 4] }, "plane", 2);
  const [x1, x2] = cellsOf(grid, "plane");
  equal([[...x1], [...x2]], [[-1, 1, -1, 1], [3, 3, 1, 1]]);
});

test("a line goes from end to end", () => {
  const [x] = cellsOf(gridOver({ low: [-1], high: [1] }, "line", 3), "line");
  equal([...x], [-1, 0, 1]);
});

test("every cell of the large map is what the network says there", () => {
  const scene = plane();
  const weights = weightsOf(scene);
  const maps = mapsOf(scene, weights, { view: scene.domain, cells: 40, focus: null });
  const expected = outputsOf(scene, weights, cellsOf(maps.output, "plane"));
  equal(maps.output.values.length, 2);
  ok(maps.output.values.every((values, unit) => values.every((value, cell) => value === Math.fround(expected[unit][cell]))));
});

test("every unit has a small map, inputs and outputs too", () => {
  const scene = plane();
  const maps = mapsOf(scene, weightsOf(scene), { view: scene.domain, cells: 24, focus: null });
  equal(maps.units.map((layer) => layer.length), [2, 3, 2, 2]);
  ok(maps.units.flat().every((values) => values.length === 900 && values.every(Number.isFinite)));
  equal(maps.ranges[1][0].limit, 1);
});

test("the unit that is looked at is also on the large grid", () => {
  const scene = plane();
  const view = { low: [0, 0], high: [3, 3] };
  const { focus, output } = mapsOf(scene, weightsOf(scene), { view, cells: 30, focus: { layer: 0, unit: 1 } });
  equal([focus.layer, focus.unit, focus.values.length], [0, 1, 900]);
  equal(focus.values[0], Math.fround(cellsOf(output, "plane")[1][0]));
});

test("a unit that is no longer there is not looked at", () => {
  const scene = plane();
  equal(mapsOf(scene, weightsOf(scene), { view: scene.domain, cells: 24, focus: { layer: 2, unit: 7 } }).focus, null);
});

test("numbers that are none do not count in a range", () => {
  equal(rangeOf([NaN, -3, Infinity, 2]), { low: -3, high: 2, limit: 3 });
  equal(rangeOf([0, 0]).limit, 1);
  equal(rangeOf([NaN]).limit, 1);
});

test("only planes and lines have maps", () => {
  const scenes = [plane(), plane({ kind: "line" }), plane({ kind: "image" }), plane({ domain: null }), null];
  equal(scenes.map(isMapped), [true, true, false, false, false]);
});
