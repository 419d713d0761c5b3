import { at, defaultOf, differences, explanation, groups, replaced, same, variants, withoutNull } from "/static/js/schema.js";
import { equal, ok, test } from "./check.js";

const root = {
  $defs: {
    Sgd: { title: "SGD", properties: { kind: { const: "sgd", default: "sgd" }, learning_rate: { default: 0.03, type: "number" } } },
    Adam: { title: "Adam", properties: { kind: { const: "adam", default: "adam" }, learning_rate: { default: 0.001, type: "number" } } },
    Early: { title: "EarlyStopping", properties: { patience: { default: 10, type: "integer", title: "Patience" } } },
    Constant: { title: "Constant", properties: { kind: { const: "constant", default: "constant" } } },
  },
  properties: {
    seed: { type: "integer", default: 0, title: "Seed" },
    secret: { const: null, default: null, "x-hidden": true },
    optimizer: { oneOf: [{ $ref: "#/$defs/Sgd" }, { $ref: "#/$defs/Adam" }], "x-group": "Optimizer", title: "Optimizer" },
    schedule: { $ref: "#/$defs/Constant", "x-group": "Schedule", title: "Schedule" },
    stopping: {
      "x-group": "Stopping",
      properties: { early: { anyOf: [{ $ref: "#/$defs/Early" }, { type: "null" }], default: null, title: "Early stopping", description: "Stop." } },
    },
  },
};

test("a family names its choices in order", () => {
  equal(variants(root, root.properties.optimizer).map(({ kind, title }) => [kind, title]), [["sgd", "SGD"], ["adam", "Adam"]]);
});

test("groups come in the order of the schema and single settings last", () => {
  equal(groups(root).map((group) => group.title), ["Optimizer", "Stopping", "Randomness"]);
});

test("a group with one choice and no settings is not drawn until there is a choice", () => {
  ok(!groups(root).some((group) => group.name === "schedule"));
});

test("the default of a choice is complete", () => {
  equal(defaultOf(root, root.$defs.Adam), { kind: "adam", learning_rate: 0.001 });
});

test("a group that may be null shows what is behind the switch", () => {
  const inner = withoutNull(root, root.properties.stopping.properties.early);
  equal(inner.title, "Early stopping");
  ok(inner.properties.patience);
  equal(withoutNull(root, root.properties.seed), null);
});

test("replacing a value copies only its path", () => {
  const spec = { data: { noise: 0.1 }, network: { hidden: [{ units: 4 }, { units: 2 }] } };
  const other = replaced(spec, "network.hidden.1.units", 8);
  equal(at(other, "network.hidden.1.units"), 8);
  equal(at(spec, "network.hidden.1.units"), 2);
  ok(other.data === spec.data);
});

test("differences are named by their paths", () => {
  const one = { seed: 0, optimizer: { kind: "sgd", learning_rate: 0.03 }, network: { hidden: [1] } };
  equal(differences({ ...one, seed: 1 }, one), ["seed"]);
  equal(differences(replaced(one, "optimizer.learning_rate", 1), one), ["optimizer.learning_rate"]);
  equal(differences({ ...one, optimizer: { kind: "adam", learning_rate: 0.03 } }, one), ["optimizer"]);
  equal(differences({ ...one, network: { hidden: [1, 2] } }, one), ["network.hidden"]);
  const layers = { hidden: [{ units: 4, dropout: 0 }, { units: 2, dropout: 0 }] };
  equal(differences(replaced(layers, "hidden.1.dropout", 0.5), layers), ["hidden.1.dropout"]);
  equal(differences({ hidden: layers.hidden.slice(1) }, layers), ["hidden"]);
});

test("the order of keys makes no difference", () => {
  ok(same({ a: 1, b: [null, 2] }, { b: [null, 2], a: 1 }));
  ok(!same({ a: null }, { a: {} }));
});

test("a docstring is a sentence and a formula", () => {
  const read = explanation({ description: "First `line`\ngoes on.\n\nw = 1\nand more.", "x-source": "A book" });
  equal(read, { sentence: "First line goes on.", formula: "w = 1 and more.", source: "A book" });
});
