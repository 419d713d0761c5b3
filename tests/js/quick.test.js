import { make } from "/static/js/elements.js";
import { listenForKeys, nameOfKey, showKeys } from "/static/js/keys.js";
import { presetSpec } from "/static/js/presets.js";
import { activationOf, penaltyOf, splitWithTrain, withActivation, withPenalty, withValue } from "/static/js/quick/values.js";
import { anotherSeed, within } from "/static/js/spec-changes.js";
import { equal, test } from "./check.js";

const layer = (kind) => ({ units: 4, activation: { kind } });
const network = (...kinds) => ({ network: { hidden: kinds.map(layer) } });

test("A list keeps a value that is none of its own in its place", () => {
  equal(withValue([1, 10, "full"], 3), [1, 3, 10, "full"]);
  equal(withValue([1, 10, "full"], "full"), [1, 10, "full"]);
  equal(withValue([0.1], "x"), [0.1, "x"]);
});

test("One activation of all layers, or mixed ones, or none", () => {
  equal(activationOf(network("tanh", "tanh")), "tanh");
  equal(activationOf(network("tanh", "relu")), "mixed");
  equal(activationOf(network()), null);
  equal(withActivation(network("tanh", "relu"), { kind: "elu", alpha: 1 }).map((each) => each.activation.kind), ["elu", "elu"]);
});

test("A penalty is one kind and one rate", () => {
  const spec = (l1, l2) => ({ regularization: { l1, l2, max_norm: 3 } });
  equal(penaltyOf(spec(0, 0)), { kind: "none", rate: 0 });
  equal(penaltyOf(spec(0.1, 0)), { kind: "l1", rate: 0.1 });
  equal(penaltyOf(spec(0.1, 0.2)), { kind: "both", rate: 0.2 });
  equal(withPenalty(spec(0.1, 0), "l2", 0.01), { l1: 0, l2: 0.01, max_norm: 3 });
  equal(withPenalty(spec(0.1, 0), "none", 0.01), { l1: 0, l2: 0, max_norm: 3 });
});

test("What training takes, validation and test give in proportion", () => {
  equal(splitWithTrain({ train: 0.6, validation: 0.2, test: 0.2 }, 0.8), { train: 0.8, validation: 0.1, test: 0.1 });
  equal(splitWithTrain({ train: 1, validation: 0, test: 0 }, 0.9), { train: 0.9, validation: 0.1, test: 0 });
  const { train, validation, test: rest } = splitWithTrain({ train: 0.6, validation: 0.3, test: 0.1 }, 0.1);
  equal(Number((train + validation + rest).toFixed(9)), 1);
});

test("Keys have names, with Control and Shift", () => {
  equal(nameOfKey({ key: "r" }), "r");
  equal(nameOfKey({ key: "z", ctrlKey: true }), "Control+z");
  equal(nameOfKey({ key: "Z", metaKey: true, shiftKey: true }), "Control+Shift+z");
});

test("An example is the defaults with what it sets", () => {
  const defaults = { title: "", optimizer: { kind: "sgd", learning_rate: 1 } };
  equal(presetSpec(defaults, { title: "Fast", sets: { "optimizer.learning_rate": 3 } }), { title: "Fast", optimizer: { kind: "sgd", learning_rate: 3 } });
  equal(defaults.title, "");
});

test("New weights always have another seed", () => {
  equal(anotherSeed(5000, () => 0.5), 5001);
  equal(anotherSeed(null, () => 0.5), 5000);
});

test("A change of a group concerns the settings inside it", () => {
  equal([within("regularization.l2", "regularization"), within("regularization", "regularization.l2"), within("l2", "l")], [true, true, false]);
  equal(within("anything", ""), true);
});

test("single keys are switched off and stay off, and arrows scroll what scrolls", () => {
  const heard = [];
  // Names that no keyboard has: these listeners stay.
  listenForKeys(Object.fromEntries(["§", "ArrowBeyond", "Control+§"].map((name) => [name, () => heard.push(name)])));
  const page = make("main", {}, make("div", { role: "region", tabindex: "0" }, "wide"),
    make("dialog", { "data-keys-dialog": true }, make("input", { type: "checkbox", "data-single-keys": true })));
  document.body.append(page);
  const [region, dialog] = page.children;
  const press = (key, target = page, more = {}) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  const flip = () => {
    showKeys();
    dialog.firstChild.click();
    dialog.close();
  };
  press("§");
  press("ArrowBeyond");
  press("ArrowBeyond", region);
  press("§", region);
  equal(heard.splice(0), ["§", "ArrowBeyond", "§"]);
  flip();
  press("§");
  press("§", page, { ctrlKey: true });
  equal([heard.splice(0), localStorage.getItem("single-keys")], [["Control+§"], "off"]);
  flip();
  press("§");
  equal(heard, ["§"]);
  page.remove();
});
