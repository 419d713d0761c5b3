import { lossSliceFigure, shades } from "/static/js/charts/loss-slice.js";
import { lossSurfaceFigure } from "/static/js/charts/loss-surface.js";
import { Plane } from "/static/js/loss-slice/plane.js";
import { keepInAddress, read, written } from "/static/js/loss-slice/slice-address.js";
import { inOrder, outside, thinned, walked } from "/static/js/loss-slice/walked.js";
import { caution, emptyWords, lowestWords, pathWords, progressWords, sliceWords, spokenSlice } from "/static/js/loss-slice/words.js";
import { encoded } from "/static/js/measured.js";
import { equal, ok, test } from "./check.js";

const PROPOSED = { view: "map", directions: "path", loss: "training", points: "51", reach: "1", log: true, seed: 0 };
const OFFERED = { view: ["map", "3d"], directions: ["path", "random"], loss: ["training", "validation"], points: ["21", "51"], reach: ["0.3", "1"] };

const colours = new Proxy({}, { get: (_, name) => (name === "accent" ? "rgb(0, 100, 200)" : "rgb(250, 250, 250)") });
const path = { epoch: [0, 1, 2], a: [-2, -1, 0], b: [1, 1, 0], beside: [0.5, 0.2, 0], loss: [3, 2, 1] };
const result = {
  directions: "path", loss: "training", epoch: 2, samples: 300, parameters: 105, norm: 6.4, of: 6, a: [-3, -1, 1], b: [-1, 2], explained: [0.9, 0.05], path,
  values: [10, 1, 0.1, 100, null, 1],
};
const shown = { result, points: inOrder(walked(path)), epoch: Infinity, log: true };

test("the place of a network on a plane is that of the nearest point", () => {
  const rows = [[1, 1, 1, 1], [1, 0, 0, 0], [1, 2, 0, 0]];
  const plane = new Plane(rows.map((row) => encoded(Float32Array.from(row))));
  equal(plane.place(Float32Array.of(1, 1, 1, 1)), { a: 0, b: 0, beside: 0 });
  equal(plane.place(Float32Array.of(1 + 3 * 1 + 2, 1 + 4, 1, 1)), { a: 3, b: 2, beside: 0 }, "the directions need not be at right angles");
  equal(plane.place(Float32Array.of(6, 5, 4, 5, 99)), { a: 3, b: 2, beside: 5 }, "running averages behind the weights are no matter");
  const flat = new Plane([rows[0], rows[1], rows[1]].map((row) => encoded(Float32Array.from(row))));
  equal(flat.place(Float32Array.of(9, 9, 9, 9)), { a: 0, b: 0, beside: 0 }, "two equal directions are no plane, and no NaN");
});

test("the path grows in the order of its epochs, and is thinned when it is long", () => {
  const points = walked({ ...path, loss: [3] });
  equal(inOrder(points).map(({ loss }) => loss), [3, null, null], "losses that are not computed yet are unknown");
  points.set(7, { epoch: 7, a: 5, b: 0, beside: 0, loss: 1 }).set(5, { epoch: 5, a: 4, b: 0, beside: 0, loss: 1 });
  equal(inOrder(points).map(({ epoch }) => epoch), [0, 1, 2, 5, 7]);
  equal(thinned(points, 5), points);
  equal(inOrder(thinned(points, 4)).map(({ epoch }) => epoch), [0, 2, 7]);
  ok(outside(result, points.get(7)) && !outside(result, points.get(1)));
});

test("shades go by powers of ten, and what is not known or not finite is a gap", () => {
  const { rows, levels, bar } = shades({ result, log: true });
  equal(rows, [[10, 1, 0.1], [100, null, 1]]);
  equal(levels, [[1, 0, -1], [2, null, 0]]);
  equal([bar.ticktext[0], bar.ticktext.at(-1)], ["0.100", "100"]);
  const half = shades({ result: { ...result, values: [10, 0] }, log: true });
  equal(half.rows, [[10, 0, null], [null, null, null]]);
  equal(half.levels[0].slice(0, 2), [1, 1], "a loss of zero has no power of ten: it gets the shade of the least");
  equal(shades({ result, log: false }).levels, rows);
  ok(shades({ result, log: true }).levels === levels, "the same arrays again: nothing is computed anew for a longer path");
});

test("the map has the surface, the path with its own losses, its ends and the epoch on show", () => {
  const { traces, layout, empty } = lossSliceFigure({ ...shown, epoch: 1 }, colours);
  ok(!empty);
  equal(traces.map(({ name }) => name), ["loss on the plane", "rim", "path", "start", "end", "on show"]);
  equal(traces[2].customdata, [[0, 3, 0.5], [1, 2, 0.2], [2, 1, 0]]);
  equal([traces[5].x, traces[5].y], [[-1], [1]]);
  equal(new Set(traces.slice(3).map(({ marker }) => marker.symbol)).size, 3, "colour is not all that tells them apart");
  equal(layout.xaxis.range, [-3, 1]);
  equal(layout.xaxis.title.text, "direction 1 of the path (90.0 %)");
  equal(lossSliceFigure({ ...shown, result: { ...result, explained: null } }, colours).layout.xaxis.title.text, "random direction 1");
  equal(lossSliceFigure({ ...shown, result: { ...result, directions: "random" } }, colours).layout.yaxis.title.text, "random direction 2");
  ok(lossSliceFigure({ ...shown, result: null, points: [] }, colours).empty);
});

test("the landscape has the path at the height of each network's own loss", () => {
  const { traces, layout } = lossSurfaceFigure(shown, colours);
  equal(traces.map(({ type }) => type), ["surface", "scatter3d", "scatter3d"]);
  equal(traces[1].z, [3, 2, 1]);
  equal(traces[0].z, [[10, 1, 0.1], [100, null, 1]]);
  equal([layout.scene.zaxis.type, lossSurfaceFigure({ ...shown, log: false }, colours).layout.scene.zaxis.type], ["log", "linear"]);
  equal(layout.scene.zaxis.dtick, 1, "three powers of ten need no labels between them");
  const growing = { ...shown, points: inOrder(walked({ ...path, loss: [] })) };
  equal(lossSurfaceFigure(growing, colours).traces.length, 1, "a path without losses has no height");
});

test("the words say that it is a slice, and how much of the path it has", () => {
  ok(sliceWords(result).startsWith("A slice: the training loss (300 samples, without penalties) on one plane through the 105 weights of the network of epoch 2"));
  ok(pathWords(result).includes("95.0"), "the sum of both directions");
  ok(pathWords(result).includes("up to 0.500 away"));
  ok(!pathWords({ ...result, path: { ...path, beside: [0, 0, 0] } }).includes("away"));
  ok(pathWords({ ...result, directions: "random", explained: [0.01, 0.01] }).includes("hardly see where training went"));
  ok(pathWords({ ...result, explained: null }).includes("no path yet"));
  equal(lowestWords(result), "Lowest loss on the grid 0.100, of the network in the middle 1.00. At 1 point it is not a finite number: left out.");
  equal(lowestWords({ ...result, values: [] }), "", "nothing is known yet");
  ok(lowestWords({ ...result, values: result.values.slice(0, 3) }).startsWith("Lowest loss on the grid so far"));
  ok(spokenSlice(result).includes("epoch 2") && spokenSlice(null) === "No surface yet.");
  const spec = (normalization) => ({ network: { hidden: [{ normalization }] } });
  equal(caution(spec("none"), 3), "");
  ok(caution(spec("batch"), 3).includes("running figures of epoch 3"));
});

test("the words say how far the worker is", () => {
  equal(progressWords(), "Waiting for a worker …");
  equal([emptyWords({}), emptyWords({ trained: true, asking: true }), emptyWords({ trained: true })].map((words) => words.slice(0, 7)), ["Train: ", "The sur", "Nothing"]);
  equal(progressWords({ state: "running", result: null }), "A worker prepares the samples …");
  equal(progressWords({ state: "running", result }), "6 of 6 networks evaluated …");
});

test("the choices of a slice come back from an address", () => {
  const chosen = { view: "3d", directions: "random", loss: "validation", points: "21", reach: "0.3", log: false, seed: 7 };
  equal(written(chosen, PROPOSED), "view:3d,directions:random,loss:validation,points:21,reach:0.3,seed:7,linear");
  equal({ ...PROPOSED, ...read(written(chosen, PROPOSED), OFFERED) }, chosen);
  equal([written(PROPOSED, PROPOSED), read("usual", OFFERED)], ["usual", {}]);
  equal(written({ ...PROPOSED, seed: 4 }, PROPOSED), "usual", "the path has no seed");
  equal(read("view:4d,points:9999,seed:-1,seed:99999999999,__proto__:1,reach,,linear:x", OFFERED), {});
});

/** The fold as the page has it, as far as its address is concerned. */
function foldWith(hash) {
  history.replaceState(null, "", `${location.pathname}${hash}`);
  const fold = document.createElement("details");
  const list = (name) => `<select data-slice="${name}">${OFFERED[name].map((value) => `<option ${value === PROPOSED[name] ? "selected" : ""}>${value}</option>`).join("")}</select>`;
  fold.innerHTML = `${Object.keys(OFFERED).map(list).join("")}<button value="0" data-slice="seed"></button><input type="checkbox" data-slice="log" checked>`;
  fold.open = true;
  keepInAddress(fold, () => {});
  const part = (name) => fold.querySelector(`[data-slice="${name}"]`);
  const choose = (name, value) => { part(name).value = value; part(name).dispatchEvent(new Event("change", { bubbles: true })); };
  return { fold, part, choose };
}

test("the address keeps the choices of an open fold, beside those of others", () => {
  const { fold, part, choose } = foldWith("#view=x:updates&slice=directions:random,seed:3,linear");
  equal([part("directions").value, part("seed").value, part("log").checked, part("points").value], ["random", "3", false, "51"]);
  choose("points", "21");
  equal(location.hash, "#view=x:updates&slice=directions:random,points:21,seed:3,linear");
  fold.open = false;
  fold.dispatchEvent(new Event("toggle"));
  equal(location.hash, "#view=x:updates");
  const other = foldWith("");
  equal(location.hash, "#slice=usual");
  other.choose("view", "3d");
  equal(location.hash, "#slice=view:3d");
  history.replaceState(null, "", location.pathname);
});
