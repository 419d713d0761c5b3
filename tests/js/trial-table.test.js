import { columnsOf, differing, endOf, settingInWords } from "/static/js/search/trial-columns.js";
import { filterOf, pinnedFirst, sorted, windowOf } from "/static/js/search/trial-order.js";
import { equal, ok, test } from "./check.js";

const spec = { optimizer: { kind: "sgd", learning_rate: 0.03 }, network: { hidden: [{ units: 4 }] } };

function trial(number, settings, losses, reason = "epochs") {
  const runs = losses.map((value, repetition) => ({
    trial: number, repetition, best: value === null ? {} : { validation_loss: value }, last: { validation_loss: value, train_loss: 0.5 }, state: "finished", reason,
  }));
  return { number, name: `trial ${number}`, group: "", settings, runs, state: "finished", epochs: 10 * number };
}

const trials = [
  trial(1, { "optimizer.learning_rate": 0.1, "optimizer.kind": "sgd" }, [0.4]),
  trial(2, { "optimizer.learning_rate": 1, "optimizer.kind": "sgd" }, [null], "diverged"),
  trial(3, { "optimizer.kind": "sgd" }, [0.2, 0.4]),
];
const columns = columnsOf(trials, { spec, classes: false });
const column = (key) => columns.find((each) => each.key === key);

test("only the settings that differ are columns, and what a trial leaves alone is the experiment's", () => {
  equal(differing(trials, spec), ["optimizer.learning_rate"]);
  equal(trials.map(column("optimizer.learning_rate").text), ["0.1", "1", "0.03"]);
  equal(settingInWords([{ units: 8 }, { units: 4 }]), "8, 4");
  equal(settingInWords({ kind: "step_decay" }), "step decay");
});

test("best and last figures stand side by side, of several seeds as mean and deviation", () => {
  equal(columns.map(({ label }) => label).slice(1), ["Best validation loss", "Last validation loss", "Last training loss", "Epochs", "End"]);
  equal(trials.map(column("best_validation_loss").text), ["0.400", "–", "0.300 ± 0.141"]);
  equal(trials.map(endOf), ["all epochs", "diverged", "all epochs"]);
});

test("what has no value is last whichever way one sorts", () => {
  const order = (descending) => sorted(trials, column("best_validation_loss"), descending).map(({ number }) => number);
  equal([order(false), order(true)], [[3, 1, 2], [1, 3, 2]]);
  equal(pinnedFirst(sorted(trials, column("best_validation_loss"), false), new Set([2])).map(({ number }) => number), [2, 3, 1]);
});

test("a search compares numbers and looks for words", () => {
  const found = (text) => trials.filter(filterOf(text, columns)).map(({ number }) => number);
  equal([found(""), found("diverged"), found("learning_rate < 0.5"), found("learning rate < 0.5"), found("loss<0.35"), found("#3")], [[1, 2, 3], [2], [1, 3].filter(() => false), [1, 3], [3], [3]]);
  equal(found("learning rate >= 0.1, all epochs"), [1]);
});

test("of thousands of rows only those in view are drawn", () => {
  const shown = windowOf({ scrolled: 3600, height: 400, row: 36, total: 2000, spare: 5 });
  equal([shown.first, shown.last, shown.above], [95, 117, 95 * 36]);
  equal(shown.above + (shown.last - shown.first) * 36 + shown.below, 2000 * 36);
  equal(windowOf({ scrolled: 0, height: 400, row: 36, total: 3, spare: 5 }), { first: 0, last: 3, above: 0, below: 0 });
  // A filter may leave fewer rows than were scrolled past.
  const short = windowOf({ scrolled: 9000, height: 400, row: 36, total: 3, spare: 5 });
  ok(short.first <= 3 && short.last >= short.first);
});
