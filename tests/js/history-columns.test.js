import { bestEpoch, emptyHistory, fold } from "/static/js/history.js";
import { refine, unfold } from "/static/js/history-columns.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, inside, started, validated } from "./events.js";

/** What the server answers for these events, every `step`th epoch of them. */
function answered(events, step = 1) {
  const rows = events.filter((event) => event.type === "run_started" || (event.type === "epoch_ended" && event.epoch % step === 0));
  const names = ["epoch", "updates", "samples", "seconds", "learning_rate", "train_loss", "validation_loss", "train_accuracy", "gradient_norm"];
  const value = (row, name) => row[name] ?? (["epoch", "updates", "samples", "seconds"].includes(name) ? 0 : null);
  return {
    seq: events.at(-1).seq, events: events.filter((event) => event.type !== "epoch_ended"),
    runs: [{
      run: 1, rows: events.filter((event) => event.type === "epoch_ended" || event.type === "run_started").length,
      columns: Object.fromEntries(names.map((name) => [name, rows.map((row) => value(row, name))])),
      layers: { weight_norm: rows.map((row) => row.layers?.weight_norm ?? null) },
    }],
  };
}

const epochs = (count) => Array.from({ length: count }, (_, index) => epoch(index + 1, { ...inside(), validation_loss: 0.5 + Math.abs(index - 6) }));

test("columns give the history that the events would have given", () => {
  const events = [started(), ...epochs(9), finished(11, { epochs: 9, best_epoch: 7 })];
  const [one, other] = [unfold(emptyHistory(), answered(events)), fold(emptyHistory(), events)];
  const [run, same] = [one.runs.get(1), other.runs.get(1)];
  for (const name of ["epoch", "updates", "seconds", "train_loss", "validation_loss", "gradient_norm", "gains"]) equal(run.columns[name], same.columns[name]);
  equal(run.layers.weight_norm, same.layers.weight_norm);
  equal([run.length, run.finished, run.started, bestEpoch(run), one.seq], [same.length, same.finished, same.started, bestEpoch(same), other.seq]);
  ok(!run.thinned);
});

test("the stream goes on where the columns ended", () => {
  const history = unfold(emptyHistory(), answered([started(), ...epochs(4)]));
  fold(history, [epoch(4), epoch(5, { validation_loss: 0.125 })]);
  equal(history.runs.get(1).columns.epoch, [0, 1, 2, 3, 4, 5]);
  equal(bestEpoch(history.runs.get(1)), { epoch: 5, value: 0.125, metric: "validation_loss" });
});

test("a thinned run says so, and a range of it can come in detail", () => {
  const events = [started(), ...epochs(12)];
  const history = unfold(emptyHistory(), answered(events, 4));
  const run = history.runs.get(1);
  equal([run.thinned, run.columns.epoch], [true, [0, 4, 8, 12]]);
  const detail = answered([...epochs(12).slice(4, 9)]).runs;
  refine(history, { runs: detail });
  equal(run.columns.epoch, [0, 4, 5, 6, 7, 8, 9, 12]);
  equal(run.layers.weight_norm.length, 8);
  equal(run.columns.validation_loss.slice(2, 7), [2.5, 1.5, 0.5, 1.5, 2.5]);
  refine(history, { runs: detail });
  equal([run.length, run.columns.epoch.length], [8, 8]);
});

test("late validation of an epoch that was thinned away may still be the best", () => {
  const history = unfold(emptyHistory(), answered([started(), ...epochs(12)], 4));
  fold(history, [validated(14, 6, 0.01)]);
  equal(history.runs.get(1).best.validation_loss, { value: 0.01, epoch: 6 });
  equal(history.runs.get(1).columns.epoch, [0, 4, 8, 12]);
});
