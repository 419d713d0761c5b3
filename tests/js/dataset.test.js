import { forDataset } from "/static/js/fields/dataset.js";
import { equal, test } from "./check.js";

const loss = (kind, tasks, more = {}, settings = {}) => ({ title: kind, "x-tasks": tasks, ...more, properties: { kind: { const: kind }, ...settings } });
const both = ["regression", "classification"];
const root = {
  $defs: {
    Cross: loss("cross_entropy", ["classification"], {}, { label_smoothing: { default: 0 } }),
    Binary: loss("bce", ["classification"], { "x-classes": 2 }),
    Mse: loss("mse", both),
    Huber: loss("huber", both, {}, { delta: { default: 1 } }),
  },
  properties: { loss: { oneOf: ["Cross", "Binary", "Mse", "Huber"].map((name) => ({ $ref: `#/$defs/${name}` })) } },
};
const plane = { name: "plane", task: "regression", classes: [] };
const xor = { name: "xor", task: "classification", classes: ["0", "1"] };
const iris = { name: "iris", task: "classification", classes: ["a", "b", "c"] };
const spec = (loss) => ({ data: { dataset: "circle", samples: 50, features: ["x1"], noise: 0.2 }, loss });

test("another data set brings its own samples and inputs", () => {
  equal(forDataset(spec({ kind: "bce" }), xor, root).data, { dataset: "xor", samples: null, features: null, noise: 0.2, added: [] });
});

test("a loss that fits the new data set stays as it was set", () => {
  for (const entry of [plane, xor, iris]) equal(forDataset(spec({ kind: "huber", delta: 0.3 }), entry, root).loss, { kind: "huber", delta: 0.3 });
  equal(forDataset(spec({ kind: "cross_entropy", label_smoothing: 0.1 }), iris, root).loss, { kind: "cross_entropy", label_smoothing: 0.1 });
  equal(forDataset(spec({ kind: "bce" }), xor, root).loss, { kind: "bce" });
});

test("a loss that does not fit makes way for the first that does", () => {
  equal(forDataset(spec({ kind: "cross_entropy", label_smoothing: 0.1 }), plane, root).loss, { kind: "mse" });
  equal(forDataset(spec({ kind: "bce" }), iris, root).loss, { kind: "cross_entropy", label_smoothing: 0 });
});

test("squared errors that came with numbers go with them, and those chosen for classes stay", () => {
  equal(forDataset(spec({ kind: "mse" }), xor, root, plane).loss, { kind: "cross_entropy", label_smoothing: 0 });
  equal(forDataset(spec({ kind: "mse" }), iris, root, xor).loss, { kind: "mse" });
  equal(forDataset(spec({ kind: "mse" }), plane, root, xor).loss, { kind: "mse" });
  equal(forDataset(spec({ kind: "huber", delta: 1 }), xor, root, plane).loss, { kind: "huber", delta: 1 });
});
