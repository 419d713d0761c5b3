import { factsOf } from "/static/js/dataset-card.js";
import { forDataset } from "/static/js/fields/dataset.js";
import { choices, switched } from "/static/js/fields/features.js";
import { numbersIn } from "/static/js/fields/per-column.js";
import { inputsOf, rows } from "/static/js/inputs-table.js";
import { completed } from "/static/js/schema.js";
import { inWords } from "/static/js/words.js";
import { equal, test } from "./check.js";

const tiles = [["x1", "x₁"], ["x2", "x₂"], ["x1^2", "x₁²"], ["sin x1", "sin x₁"]].map(([name, shown]) => ({ name, shown }));
const plane = { name: "circle", task: "classification", classes: ["0", "1"], columns: ["x1", "x2"], tiles };
const iris = { name: "iris", task: "classification", classes: ["a", "b"], columns: ["p", "q", "r"], tiles: [] };

test("points in the plane offer tiles, other data sets their columns", () => {
  equal(choices(plane).map((each) => each.shown), ["x₁", "x₂", "x₁²", "sin x₁"]);
  equal(choices(iris), [{ name: "p", shown: "p" }, { name: "q", shown: "q" }, { name: "r", shown: "r" }]);
  equal(choices(undefined), []);
});

test("inputs are switched on and off in their own order", () => {
  equal(switched(plane, null, "x1^2", true), ["x1", "x2", "x1^2"]);
  equal(switched(plane, ["x1^2"], "x1", true), ["x1", "x1^2"]);
  equal(switched(plane, ["x1", "x2", "x1^2"], "x1", false), ["x2", "x1^2"]);
});

test("just the columns is what is usual, and the last input stays", () => {
  equal(switched(plane, ["x1", "x2", "x1^2"], "x1^2", false), null);
  equal(switched(iris, ["p", "q"], "r", true), null);
  equal(switched(plane, ["x2"], "x2", false), ["x2"]);
});

test("one number is for all columns, several are one each", () => {
  equal(numbersIn("0.01"), 0.01);
  equal(numbersIn("0,01"), 0.01);
  equal(numbersIn("1; 0.01"), [1, 0.01]);
  equal(numbersIn("1, 0.01, −2"), [1, 0.01, -2]);
  equal(numbersIn("much"), "much");
  equal(numbersIn(""), "");
});

test("a list of distortions fits one data set only", () => {
  const root = { $defs: {}, properties: { loss: { oneOf: [{ "x-tasks": ["classification"], properties: { kind: { const: "bce" } } }] } } };
  const spec = { data: { distort: { scale: [1, 0.01], shift: 3 } }, loss: { kind: "bce" } };
  equal(forDataset(spec, iris, root).data.distort, { scale: 1, shift: 3 });
});

test("the card names tiles by their formula and counts what an expansion makes", () => {
  const spec = (features) => ({ data: { features } });
  equal(factsOf(plane, spec(["x1", "x1^2"]), { inputs: 2 })[0], ["Inputs", "x₁, x₁²"]);
  equal(factsOf(plane, spec(null), { inputs: 38 })[0], ["Inputs", "38 numbers made of x₁, x₂"]);
  equal(factsOf({ ...iris, columns: [..."pqrstuv"] }, spec(null), { inputs: 14 })[0], ["Inputs", "14 numbers made of 7 columns"]);
  equal(factsOf(plane, spec(null), { inputs: { total: 2 } })[0], ["Inputs", "x₁, x₂"]);
});

test("the table puts each figure before beside the one after", () => {
  const figures = (mean) => ({ mean: [mean], std: [2], minimum: [-1], maximum: [0] });
  const [{ name, cells }] = rows({ names: ["a"], before: figures(5), after: figures(0) });
  equal([name, cells.map((cell) => cell.value)], ["a", ["5.00", "0", "2.00", "2.00", "−1.00", "−1.00", "0", "0"]]);
  equal(cells.slice(0, 4).map((cell) => cell.changed), [true, true, false, false]);
});

test("an older spec gets the settings that came later", () => {
  const root = {
    $defs: {
      Data: { properties: { noise: { default: 0.1 }, expansion: { oneOf: [{ $ref: "#/$defs/None" }, { $ref: "#/$defs/Powers" }], default: { kind: "none" } } } },
      None: { properties: { kind: { const: "none" } } },
      Powers: { properties: { kind: { const: "powers" }, degree: { default: 3 } } },
    },
    properties: { data: { $ref: "#/$defs/Data" }, early: { anyOf: [{ $ref: "#/$defs/Data" }, { type: "null" }], default: null } },
  };
  equal(completed(root, { data: { noise: 0.3 }, early: null }), { data: { noise: 0.3, expansion: { kind: "none" } }, early: null });
  equal(completed(root, { data: { expansion: { kind: "powers" } } }), { data: { expansion: { kind: "powers", degree: 3 }, noise: 0.1 }, early: null });
});

test("the table is that of the run that tells it, whichever started first", () => {
  const run = (inputs) => ({ started: inputs === undefined ? null : { inputs } });
  equal(inputsOf({ runs: new Map([[3, run(null)], [2, run(undefined)], [1, run({ total: 2 })]]) }), { total: 2 });
  equal([inputsOf({ runs: new Map() }), inputsOf(undefined)], [null, null]);
});

test("tiles stand in the list of settings as people write them", () => {
  const root = { properties: { data: { "x-group": "Data", properties: { features: { title: "Inputs" } } } } };
  const spec = (features) => ({ data: { dataset: "circle", features } });
  const told = (features) => inWords(root, spec(features), spec(null), [plane])[0].lines.map((line) => line.text);
  equal([told(["x1", "x1^2"]), told(null)], [["x₁, x₁²"], ["all of them"]]);
});
