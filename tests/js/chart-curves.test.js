import { smoothed, withSmooth } from "/static/js/charts/smoothing.js";
import { tableOf } from "/static/js/charts/table.js";
import { thinned } from "/static/js/charts/thinning.js";
import { equal, ok, test } from "./check.js";

const near = (one, other, within = 1e-12) => ok(Math.abs(one - other) < within, `${one} is not ${other}`);
const up = (count) => Float64Array.from({ length: count }, (_, index) => index);

test("smoothing starts without a bias and follows the definition", () => {
  const y = [5, 1, 4, 2];
  const out = smoothed([0, 1, 2, 3], y, 0.6);
  let sum = 0;
  y.forEach((value, index) => {
    sum = 0.6 * sum + 0.4 * value;
    near(out[index], sum / (1 - 0.6 ** (index + 1)));
  });
  equal(out[0], 5);
});

test("a constant stays what it is, and gaps stay gaps", () => {
  const out = smoothed([0, 1, 2, 3, 4], [3, NaN, 3, NaN, 3], 0.99);
  ok(Number.isNaN(out[1]) && Number.isNaN(out[3]));
  for (const row of [0, 2, 4]) near(out[row], 3);
});

test("rows that are several epochs apart leave less of the past", () => {
  const [close, far] = [smoothed([0, 1], [0, 1], 0.9), smoothed([0, 50], [0, 1], 0.9)];
  near(close[1], 1 / 1.9);
  ok(far[1] > 0.9);
});

test("what was measured stays, faintly, behind its smooth curve", () => {
  const trace = { name: "training", x: up(3), y: Float64Array.of(1, 2, 3), measured: true, rows: true, line: { color: "blue", dash: "6px,3px" }, hovertemplate: "%{y:.4~g}" };
  const ring = { name: "best", x: [1], y: [2] };
  equal(withSmooth([trace, ring], 0), [trace, ring]);
  const [raw, mark, calm] = withSmooth([trace, ring], 0.5);
  equal([[...raw.y], raw.showlegend, raw.hoverinfo, mark], [[1, 2, 3], false, "skip", ring]);
  ok(raw.opacity < 0.5 && calm.opacity === undefined);
  equal([calm.name, calm.line.dash, calm.hovertemplate, calm.customdata], ["training", "6px,3px", "%{y:.4~g} (measured %{customdata:.4~g})", [1, 2, 3]]);
});

test("few points are drawn as they are", () => {
  const trace = { rows: true, x: up(200), y: up(200) };
  ok(thinned(trace, 100) === trace);
  const other = { x: up(9000), y: up(9000) };
  ok(thinned(other, 100) === other, "only rows are thinned");
});

test("many points become about two a pixel, and no peak is lost", () => {
  const y = Float64Array.from({ length: 10_000 }, (_, index) => Math.sin(index));
  [y[0], y[4321], y[8765], y[9999]] = [0.5, 7, -7, 0.25];
  const few = thinned({ rows: true, x: up(10_000), y, customdata: Array.from(y) }, 700);
  ok(few.x.length <= 1402 && few.x.length > 1000, few.x.length);
  equal([Math.max(...few.y), Math.min(...few.y), few.x[0], few.x.at(-1)], [7, -7, 0, 9999]);
  ok(few.x.every((place, index) => index === 0 || place > few.x[index - 1]));
  equal([...few.y], few.customdata);
});

test("gaps are passed over when points are thinned", () => {
  const y = Float64Array.from({ length: 5000 }, (_, index) => (index % 10 ? NaN : index));
  const few = thinned({ rows: true, x: up(5000), y }, 50);
  equal(Math.max(...[...few.y].filter((value) => !Number.isNaN(value))), 4990);
  const none = thinned({ rows: true, x: up(5000), y: new Float64Array(5000).fill(NaN) }, 50);
  equal(none.x.length, 2);
});

test("zoomed in, only what is in sight is drawn, with a neighbour on each side", () => {
  const few = thinned({ rows: true, x: up(10_000), y: up(10_000) }, 700, [100.5, 200.5]);
  equal([few.x[0], few.x.at(-1), few.x.length], [100, 201, 102]);
  const dense = thinned({ rows: true, x: up(10_000), y: up(10_000) }, 100, [1000, 9000]);
  ok(dense.x.length <= 202 && dense.x[0] >= 998 && dense.x.at(-1) <= 9001);
});

test("a table has a column per curve and what was not measured is empty", () => {
  const traces = [
    { name: "training", rows: true, x: [0, 1, 2], y: [0.5, 0.25, 0.125] },
    { name: "best", x: [1], y: [0.25] },
    { name: 'run 2, "fast"', rows: true, smooth: true, x: [1, 3], y: [NaN, 7] },
    { name: "", rows: true, hoverinfo: "skip", x: [0], y: [9] },
  ];
  equal(tableOf({ traces, range: null, axis: "epoch" }), 'epoch,training,"run 2, ""fast"" (smoothed)"\n0,0.5,\n1,0.25,\n2,0.125,\n3,,7\n');
  equal(tableOf({ traces: traces.slice(0, 1), range: [1, 2], axis: "seconds" }), "seconds,training\n1,0.25\n2,0.125\n");
});
