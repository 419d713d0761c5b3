import { changeInWords } from "/static/js/change-words.js";
import { equal, test } from "./check.js";

const said = (path, old, now) => changeInWords({ path, old, new: now });

test("a changed setting is its name and both values", () => {
  equal(said("optimizer.learning_rate", 0.03, 0.01), "learning rate 0.03 → 0.01");
  equal(said("clipping.norm", null, 0.5), "norm off → 0.5");
  equal(said("schedule.milestones", [30], [30, 60]), "milestones 30 → 30, 60");
});

test("a whole choice is told by its kind, a group by being on", () => {
  equal(said("schedule", { kind: "constant", warm_up: 0 }, { kind: "cosine_restarts", final: 0 }), "schedule constant → cosine restarts");
  equal(said("batch.growth", null, { factor: 2 }), "growth off → on");
});

test("a typed weight says between which units it lies, counted from one", () => {
  equal(said("weights.1.2.0", 0.29999998211860657, 0.5), "weight input 1 to unit 3 of layer 1 0.3 → 0.5");
  equal(said("weights.2.0.3", 1, -2), "weight unit 4 to unit 1 of layer 2 1 → -2");
  equal(said("biases.3.1", 0, 0.125), "bias of unit 2 of layer 3 0 → 0.125");
});
