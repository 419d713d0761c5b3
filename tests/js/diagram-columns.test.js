import { columnsOf, fits, inputKind, linesBetween } from "/static/js/network/diagram/columns.js";
import { fullSize, leftOut, linksOf, parameterOf, placeOf, step, worthDrawing } from "/static/js/network/diagram/links.js";
import { arrange } from "/static/js/network/diagram/places.js";
import { equal, ok, test } from "./check.js";

const tiles = [["x1", "x₁"], ["x2", "x₂"], ["x1^2", "x₁²"]].map(([name, shown]) => ({ name, shown }));
const plane = { name: "circle", classes: ["0", "1"], columns: ["x1", "x2"], tiles, target: "target" };
const digits = { name: "digits", classes: [..."0123456789"], columns: Array.from({ length: 64 }, (_, at) => `pixel_${at >> 3}_${at % 8}`), inputs: 64, tiles: [] };
const specOf = (units, { features = null, loss = "cross_entropy", expansion = "none" } = {}) => ({
  data: { features, expansion: { kind: expansion } }, loss: { kind: loss }, network: { hidden: units.map((each) => ({ units: each, activation: { kind: "tanh" } })) },
});
const named = (column) => column.nodes.map(({ key }) => key);
const layersOf = (...widths) => widths.slice(1).map((units, at) => ({ fan_in: widths[at], units }));

test("columns are the tiles, the layers and the outputs", () => {
  const [inputs, one, two, output] = columnsOf({ spec: specOf([4, 2]), entry: plane });
  equal(inputs.nodes.map(({ label, on, unit }) => [label, on, unit]), [["x₁", true, 0], ["x₂", true, 1], ["x₁²", false, null]]);
  equal([named(one), named(two)], [["1.0", "1.1", "1.2", "1.3"], ["2.0", "2.1"]]);
  equal(output.nodes.map(({ label }) => label), ["0", "1"]);
});

test("chosen tiles are network inputs in the order in which the spec names them", () => {
  const [inputs] = columnsOf({ spec: specOf([], { features: ["x1^2", "x1"] }), entry: plane });
  equal(inputs.nodes.map(({ unit }) => unit), [1, null, 0]);
});

test("one output tells class 1 of two, or the number that is predicted", () => {
  const label = (spec, entry) => columnsOf({ spec, entry }).at(-1).nodes.map((node) => node.label);
  equal(label(specOf([], { loss: "bce" }), plane), ["1"]);
  equal(label(specOf([]), { ...plane, classes: [], target: "y" }), ["y"]);
});

test("a large layer shows its first units and counts the others, until it is opened", () => {
  const spec = specOf([64, 11]);
  const [, large, small] = columnsOf({ spec, entry: digits });
  equal([large.nodes.length, large.hidden, small.nodes.length, small.hidden], [10, 54, 11, 0]);
  const opened = columnsOf({ spec, entry: digits, open: new Set([1]) });
  equal([opened[1].nodes.length, linesBetween(opened)], [64, 64 + 64 * 11 + 11 * 10]);
});

test("pixels are one picture, a table is a list, sounds are one clip", () => {
  equal([inputKind(plane), inputKind(digits), inputKind({ ...plane, tiles: [] }), inputKind({ columns: [], tiles: [] })], ["tiles", "image", "list", "signal"]);
  equal(inputKind(null, { kind: "image", columns: [] }), "image");
  equal(columnsOf({ spec: specOf([3]), entry: digits })[0].nodes.length, 1);
});

test("an expansion gets a column of its own between the data and the network", () => {
  const scene = { kind: "plane", columns: ["x1", "x2"], inputs: ["x1", "x1^2", "x2", "x2^2"], output: { classes: ["0", "1"] }, layers: layersOf(4, 2) };
  const columns = columnsOf({ spec: specOf([], { expansion: "polynomial" }), entry: plane, scene });
  equal(columns.map(({ kind, total }) => [kind, total]), [["inputs", 2], ["made", 4], ["output", 2]]);
  ok(fits(scene, columns));
});

test("weights are drawn only in the network that they belong to", () => {
  const columns = columnsOf({ spec: specOf([4, 2]), entry: plane });
  ok(fits({ layers: layersOf(2, 4, 2, 2) }, columns));
  ok(!fits({ layers: layersOf(2, 5, 2, 2) }, columns));
  ok(!fits({ layers: layersOf(3, 4, 2, 2) }, columns));
  ok(!fits({ layers: layersOf(2, 4, 2) }, columns));
  ok(!fits(null, columns));
});

test("the scene of the data set before tells nothing about the next one", () => {
  const scene = { kind: "image", columns: digits.columns, output: { classes: digits.classes }, layers: layersOf(64, 4, 10) };
  equal(columnsOf({ spec: specOf([4]), entry: plane, scene }).map(({ total }) => total), [2, 4, 2]);
});

test("of runs that differ in their layers the one on show is drawn", () => {
  const scene = { kind: "plane", columns: ["x1", "x2"], output: { classes: ["0", "1"] }, layers: layersOf(2, 8, 2) };
  const columns = columnsOf({ spec: { ...specOf([4]), vary: { kind: "list" } }, entry: plane, scene });
  ok(fits(scene, columns));
  equal(columns[1].total, 8);
});

test("every chosen input and every unit is linked with every unit of the next layer", () => {
  const columns = columnsOf({ spec: specOf([4, 2]), entry: plane });
  const { links, total } = linksOf(columns, arrange(columns, 800));
  equal([links.length, total], [2 * 4 + 4 * 2 + 2 * 2, 20]);
  const first = links.find(({ key }) => key === "1.3.1");
  equal([first.from, first.to, parameterOf(first), parameterOf({ ...first, input: null })], ["0.x2", "1.3", "weights.1.3.1", "biases.1.3"]);
});

test("a weight is found in the row of parameters", () => {
  const layers = [{ fan_in: 2, units: 4, start: 0, bias: 8 }, { fan_in: 4, units: 2, start: 12, bias: 20 }];
  equal(placeOf(layers, { layer: 1, unit: 3, input: 1 }), 7);
  equal(placeOf(layers, { layer: 2, unit: 1, input: 2 }), 18);
  equal(placeOf(layers, { layer: 2, unit: 1, input: null }), 21);
});

test("one exploding weight does not make all others thin", () => {
  const weights = Array.from({ length: 100 }, (_, at) => (at === 0 ? 1e6 : 1));
  equal(fullSize(weights), 1);
  equal([step(1, 2), step(-2, 2), step(9, 2), step(NaN, 2)], [5, 10, 10, 0]);
  equal(fullSize([]), 0.2);
});

test("of too many lines the strongest are drawn, and it is said", () => {
  const links = Array.from({ length: 700 }, (_, at) => ({ key: String(at), input: at }));
  const drawn = worthDrawing(links, ({ input }) => -input);
  equal([drawn.length, drawn[0].input, drawn.at(-1).input], [300, 699, 400]);
  equal(leftOut(drawn, { total: 8192, links }), "the strongest 300 of 8,192 weights");
  equal(leftOut(links, { total: 8192, links }), "700 of 8,192 weights: those between the units shown");
  equal(leftOut(links, { total: 700, links }), "");
});
