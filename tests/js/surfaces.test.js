import { contourLines } from "/static/js/surface/contour-lines.js";
import { landscapeOf } from "/static/js/surface/landscape.js";
import { levelsOf } from "/static/js/surface/levels.js";
import { problemsOf } from "/static/js/surface/surface-checks.js";
import { sceneFigure } from "/static/js/surface/scene-figure.js";
import { shown } from "/static/js/surface/shown.js";
import { wayOf } from "/static/js/surface/scene-trails.js";
import { fitted, regionAround } from "/static/js/surface/region.js";
import { groundOf, shapeOf } from "/static/js/surface/shape.js";
import { eigen, solved } from "/static/js/surface/symmetric.js";
import { condensed, magnitudes, means, perColumn, shiftRange, spreads } from "/static/js/surface/columns.js";
import { equal, ok, test } from "./check.js";

const near = (found, wanted, tolerance = 1e-9) => ok(Math.abs(found - wanted) <= tolerance, `${found} is not ${wanted}`);

test("the eigenvalues of a needle keep their digits", () => {
  const { values, vectors } = eigen([[20402, 20200], [20200, 20002]]);
  near(values[0] * values[1], 40804, 1e-6);
  near(values[1] / values[0], 40005.92, 0.01);
  near(vectors[0][0] * vectors[1][0] + vectors[0][1] * vectors[1][1], 0);
});

test("an eigenvector points along its axis", () => {
  for (const matrix of [[[1, 0], [0, 25]], [[25, 0], [0, 1]], [[2, -1], [-1, 2]], [[3, 1], [1, -4]], [[-1, 0], [0, -1]], [[0, 0], [0, 0]]]) {
    const { values, vectors } = eigen(matrix);
    values.forEach((value, axis) => matrix.forEach((row, i) => near(row[0] * vectors[axis][0] + row[1] * vectors[axis][1], value * vectors[axis][i])));
    ok(values[0] <= values[1]);
  }
});

test("a system without exactly one solution has none", () => {
  equal(solved([[1, 1], [1, 1]], [1, 2]), null);
  equal(solved([[2, 0], [0, 4]], [2, 4]), [1, 1]);
});

test("both minima of the slide's landscape are found to the last digits", () => {
  const { minima, domain, curved } = landscapeOf({ kind: "polynomial", coefficients: [0, 0.5, -2, 0, 1] });
  equal(minima.map(({ global }) => global), [true, false]);
  near(minima[0].w[0], -1.0574537707383778);
  near(minima[0].value, -1.5147536412757057);
  near(minima[1].w[0], 0.9304029265558516);
  near(minima[1].value, -0.5167485082852492);
  ok(curved && domain.low[0] < -1.2 && domain.high[0] > 1.2);
});

test("where a formula has no number its shape says so", () => {
  const { eigenvalues, condition, largestStableStep, bestStep } = shapeOf([[NaN, 0], [0, 1]]);
  equal([groundOf(eigenvalues), String(condition), String(largestStableStep), bestStep], ["nowhere", "NaN", "NaN", null]);
  const grounds = [[[2, 0], [0, 1]], [[-1, 0], [0, -2]], [[1, 0], [0, -1]], [[0, 0], [0, 3]], [[-3, 0], [0, 0]], [[0, 0], [0, 0]]];
  equal(grounds.map((hessian) => groundOf(shapeOf(hessian).eigenvalues)), ["bowl", "dome", "saddle", "valley", "ridge", "plane"]);
});

test("a minimum at 0 is 0, not minus 0", () => {
  for (const coefficients of [[0, 0, 1], [3, 0, 2]]) ok(Object.is(landscapeOf({ kind: "polynomial", coefficients }).minima[0].w[0], 0));
});

test("a penalty moves the minimum and lifts the level floor", () => {
  const surface = { kind: "linear_neuron", rows: [[1, 1]], targets: [2], shift: 0, scale: 1 };
  equal(landscapeOf(surface).minima, []);
  const { minima, shape } = landscapeOf(surface, { l2: 0.1 });
  near(minima[0].w[0], 4 / 4.1);
  near(minima[0].w[1], 4 / 4.1);
  near(shape([0, 0]).eigenvalues[0], 0.1);
});

test("a line of equal height is where it belongs", () => {
  // The values are x + 2y: the line of 3 crosses the sides at known places.
  const values = Float64Array.from({ length: 9 }, (_, index) => (index % 3) + 2 * Math.floor(index / 3));
  const [below, pieces, above] = contourLines(values, 3, 3, [-1, 3, 99]);
  for (let at = 0; at < pieces.length; at += 2) near(pieces[at] + 2 * pieces[at + 1], 3);
  ok(pieces.length >= 8);
  equal([below, above], [[], []]);
  for (const hole of [NaN, Infinity, -Infinity]) equal(contourLines(Float64Array.of(0, hole, 2, 3), 2, 2, [1]), [[]]);
});

test("a line around a hill is closed", () => {
  const side = 21;
  const values = Float64Array.from({ length: side * side }, (_, index) => Math.hypot((index % side) - 10, Math.floor(index / side) - 10));
  const [pieces] = contourLines(values, side, side, [6.05]);
  const ends = new Map();
  for (let at = 0; at < pieces.length; at += 2) {
    const end = `${pieces[at].toFixed(6)} ${pieces[at + 1].toFixed(6)}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    near(Math.hypot(pieces[at] - 10, pieces[at + 1] - 10), 6.05, 0.05);
  }
  ok([...ends.values()].every((times) => times === 2), "an end belongs to one piece only");
});

test("a scene is a surface with its ways, start and minima", () => {
  const landscape = landscapeOf({ kind: "quadratic", matrix: [[1, 0], [0, 25]], b: [0, 0] });
  const region = { low: [-5, -3], high: [2, 3] };
  const trails = [{ name: "SGD", label: "1", colour: "red", dash: "solid", weights: [[-4, 2], [-3, 1], [-9, 0], [0, 0]] }];
  const { traces, layout } = sceneFigure(landscape, region, { start: [-4, 2], trails }, { "surface-raised": "rgb(255, 255, 255)", accent: "rgb(0, 90, 80)", "weight-1": "red", "weight-2": "green" });
  equal(traces.map(({ type, name }) => [type, name]), [["surface", undefined], ["scatter3d", "SGD"], ["scatter3d", "start"], ["scatter3d", "minimum"]]);
  equal([traces[0].x[0], traces[0].x.at(-1), traces[0].y[0], traces[0].y.at(-1)], [-5, 2, -3, 3]);
  near(traces[0].z[0][0], 0.5 * (25 + 25 * 9));
  // What lies outside of the region has no surface below it.
  equal(traces[1].z, [58, 17, null, 0]);
  equal(traces[1].text, ["", "", "", "1"]);
  equal([layout.scene.xaxis.linecolor, layout.scene.yaxis.linecolor], ["red", "green"]);
});

test("a way keeps both of its ends", () => {
  const track = { shown: (step) => Math.min(step, 1000), place: (step) => [step, 0] };
  const way = wayOf(track, 5000, 100);
  equal([way[0], way.at(-1)], [[0, 0], [1000, 0]]);
  ok(way.length <= 102);
  equal(wayOf(track, 0), [[0, 0]]);
});

test("what is wrong with a surface is said in words", () => {
  const schema = { properties: { surface: { oneOf: ["linear_neuron", "quadratic"].map((kind) => ({ properties: { kind: { const: kind } } })) } } };
  const of = (surface) => problemsOf(schema, surface).map(({ loc }) => loc);
  const neuron = { kind: "linear_neuron", rows: [[1, 2]], targets: [1], shift: 0, scale: 1 };
  equal(of(neuron), []);
  equal(of({ ...neuron, rows: [[1, "x"]] }), ["rows"]);
  equal(of({ ...neuron, rows: [[1, 2, 3]] }), ["rows"]);
  equal(of({ ...neuron, rows: [[1], [1, 2]], targets: [1, 2] }), ["rows"]);
  equal(of({ ...neuron, targets: [1, 2] }), ["targets"]);
  equal(of({ ...neuron, shift: [1] }), ["shift"]);
  equal(of({ ...neuron, scale: [1, 0] }), ["scale"]);
  equal(of({ kind: "quadratic", matrix: [[1, 2], [3, 1]], b: [0, 0] }), ["matrix"]);
  equal(of({ kind: "quadratic", matrix: [[1, 1e12], [1e12, 1]], b: [0, ""] }), ["matrix", "b"]);
});

test("numbers are shown without zeros that say nothing", () => {
  equal([0.04, 40005.92, 0, -0.98019801, 1 / 0, NaN, 4.95e-5, 4.9e-32, 200].map(shown), ["0.04", "40,006", "0", "−0.9802", "∞", "–", "4.950×10⁻⁵", "4.900×10⁻³²", "200"]);
});

test("levels lie between the ends and shades grow with height", () => {
  const { lines, shade } = levelsOf([5, 1, 3, NaN, Infinity], 0.5);
  ok(lines.every((line, index) => line > 0.5 && line < 5 && (index === 0 || line > lines[index - 1])));
  equal([shade(0.5), shade(5), shade(9)], [0, 1, 1]);
  equal(levelsOf([2, 2]).lines, []);
});

test("a region has equal units, its start, its domain, and what lies beyond", () => {
  const size = { width: 400, height: 200 };
  const { low, high } = regionAround({ low: [-1, -1], high: [1, 1] }, [-4, 2], size);
  near((high[0] - low[0]) / size.width, (high[1] - low[1]) / size.height);
  ok(low[0] < -4 && high[1] > 2 && high[0] > 2);
  const grown = fitted({ low: [0, 0], high: [1, 1] }, size);
  equal([grown.low, grown.high], [[-0.5, 0], [1.5, 1]]);
});

test("shift and scale are as short as they can be", () => {
  const rows = [[101, 101], [101, 99]];
  equal([condensed([100, 100]), condensed([100, 99])], [100, [100, 99]]);
  equal([perColumn(3, 2), perColumn([1, 2], 2), perColumn([1], 2)], [[3, 3], [1, 2], [1, 1]]);
  equal([means(rows), spreads(rows), magnitudes(rows)], [[101, 100], [1, 1], [101, 101]]);
});

test("the shift's slider reaches beyond the values in round steps", () => {
  const { low, high, step } = shiftRange([101, 99]);
  ok(low === 0 && high >= 150 && Number.isInteger(100 / step));
  ok(shiftRange([10, -10]).low <= -15);
});
