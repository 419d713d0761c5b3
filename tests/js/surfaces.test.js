import { contourLine } from "/static/js/surface/contour-lines.js";
import { landscapeOf } from "/static/js/surface/landscape.js";
import { levelsOf } from "/static/js/surface/levels.js";
import { fitted, regionAround } from "/static/js/surface/region.js";
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
  const pieces = contourLine(values, 3, 3, 3);
  for (let at = 0; at < pieces.length; at += 2) near(pieces[at] + 2 * pieces[at + 1], 3);
  ok(pieces.length >= 8);
  equal(contourLine(values, 3, 3, 99), []);
  equal(contourLine(Float64Array.of(0, NaN, 2, 3), 2, 2, 1), []);
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
