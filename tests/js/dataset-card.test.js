import { CostLine } from "/static/js/cost-line.js";
import { factsOf } from "/static/js/dataset-card.js";
import { make } from "/static/js/elements.js";
import { equal, test } from "./check.js";

const entry = { name: "circle", task: "classification", classes: ["inner", "outer"], columns: ["x1", "x2"], samples: 499 };
const spec = { data: { dataset: "circle", features: null }, network: { hidden: [] } };
const cost = { parameters: 28, updates_per_epoch: 30, operations_per_epoch: 100, memory_bytes: 9, train_samples: 299, validation_samples: 1, test_samples: 199 };

test("samples are counted as the server splits them", () => {
  equal(factsOf(entry, spec, cost).slice(2), [["Training", "299 samples"], ["Validation", "1 sample"], ["Test, sealed", "199 samples"]]);
});

test("until the server has told nobody guesses the samples", () => {
  equal(factsOf(entry, spec, null).slice(2).map(([, words]) => words), ["–", "–", "–"]);
});

test("what the server said holds while the data stay the same", () => {
  let told = 0;
  const line = new CostLine(make("p"), { clearProblems() {} }, () => { told += 1; });
  equal(line.of(spec), null);
  line.show(cost, spec.data);
  equal(line.of({ ...spec, network: { hidden: [1] } })?.train_samples, 299);
  equal([line.of({ ...spec, data: { ...spec.data, features: ["x1"] } }), told], [null, 1]);
});

test("of eight thousand inputs the number is told", () => {
  equal(factsOf({ ...entry, columns: [], inputs: 8000 }, spec, cost)[0], ["Inputs", "8,000 numbers"]);
});
