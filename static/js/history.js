// Folds events into columns that charts can draw. Pure: knows no page, no clock, no network.

import { leadingRun } from "./search/leading.js";

export const COLUMNS = [
  "epoch", "updates", "samples", "seconds", "learning_rate", "batch_size",
  "train_loss", "validation_loss", "train_accuracy", "validation_accuracy",
  "validation_loss_error", "validation_accuracy_error", "penalty", "noise_penalty", "gradient_norm", "weight_norm",
  "distance", "validation_seconds", "gains",
];

/** What is told of every layer; older experiments have none of it. */
export const LAYER_COLUMNS = [
  "gradient_norm", "weight_norm", "update_ratio", "activation_mean", "activation_std", "dead", "saturated",
];

/** Figures that a separate worker tells when training is further already. */
const LATE = ["validation_loss", "validation_accuracy", "validation_loss_error", "validation_accuracy_error"];

/** What is known of an ensemble, beside the metrics of its average. */
const OF_ENSEMBLES = [
  "mean_train_loss", "mean_validation_loss", "mean_train_accuracy", "mean_validation_accuracy", "train_ambiguity",
  "validation_ambiguity", "out_of_bag_loss", "out_of_bag_accuracy", "disagreement",
];

export const METRICS = ["train_loss", "validation_loss", "train_accuracy", "validation_accuracy"];

/**
 * A history before its first event. `monitor`: the metric that early stopping watches, if it does; `objective`: what chooses
 * among several runs.
 * `compared`: {title, runs}, the runs of another experiment that loss and accuracy show faintly behind the own ones.
 */
export function emptyHistory(monitor = null, objective = "validation_loss") {
  return { seq: 0, monitor, objective, runs: new Map(), ensemble: null, rungs: [], test: null, compared: null };
}

/** Appends the events to the history and returns it. Events already folded are passed over. */
export function fold(history, events) {
  for (const event of events) {
    if (event.seq <= history.seq) continue;
    history.seq = event.seq;
    // Run 0 is about all of them.
    const run = event.run ? runOf(history, event.run) : null;
    (FOLDS[event.type] || (() => {}))(run, event, history);
  }
  return history;
}

const FOLDS = {
  run_started(run, event) {
    run.started = event;
    append(run, { ...event, epoch: 0, updates: 0, samples: 0, seconds: 0 });
  },
  epoch_ended(run, event) {
    append(run, event);
  },
  validation_ended(run, event) {
    const row = rowOf(run, event.epoch);
    // A thinned run may have left the row out, but a best figure counts all the same.
    if (row !== -1) for (const name of LATE) run.columns[name][row] = event[name] ?? null;
    else if (!run.thinned) return;
    for (const name of METRICS) noteBest(run, name, event);
  },
  ensemble_evaluated(run, event, history) {
    history.ensemble ??= emptyRun(0, history.monitor, OF_ENSEMBLES);
    const { ensemble } = history;
    // When members leave, their final weights are told under an epoch that was told before.
    if (ensemble.columns.epoch.at(-1) === event.epoch) dropLast(ensemble);
    for (const name of OF_ENSEMBLES) ensemble.columns[name].push(event[name] ?? null);
    ensemble.members = event.members;
    ensemble.pairs = event.disagreements;
    append(ensemble, event);
  },
  setting_changed(run, event) {
    run.changes.push(event);
  },
  run_finished(run, event) {
    run.finished = event;
    cut(run, event.epochs);
  },
  run_failed(run, event) {
    run.failed = event;
  },
  rung_ended(run, event, history) {
    history.rungs.push(event);
  },
  test_opened(run, event, history) {
    history.test = event;
  },
};

/** Gives a run, or the ensemble (run 0), the columns that a server told at once; returns it. */
export function adopt(history, { run: number, columns, layers, members, disagreements }) {
  if (number === 0) history.ensemble = Object.assign(emptyRun(0, history.monitor, OF_ENSEMBLES), { members, pairs: disagreements });
  const run = number === 0 ? history.ensemble : runOf(history, number);
  run.length = columns.epoch?.length ?? 0;
  const whole = (told) => told ?? Array.from({ length: run.length }, () => null);
  for (const name of Object.keys(run.columns)) run.columns[name] = whole(columns[name]);
  for (const name of LAYER_COLUMNS) run.layers[name] = whole(layers[name]);
  lookForBest(run);
  return run;
}

function runOf(history, number) {
  if (!history.runs.has(number)) {
    history.runs.set(number, emptyRun(number, history.monitor));
  }
  return history.runs.get(number);
}

function emptyRun(number, monitor, more = []) {
  return {
    number, monitor, started: null, finished: null, failed: null, changes: [], best: {}, length: 0, thinned: false,
    columns: Object.fromEntries([...COLUMNS, ...more].map((name) => [name, []])),
    layers: Object.fromEntries(LAYER_COLUMNS.map((name) => [name, []])),
  };
}

function dropLast(run) {
  for (const column of [...Object.values(run.columns), ...Object.values(run.layers)]) column.length = run.length - 1;
  run.length -= 1;
}

function append(run, row) {
  for (const name of COLUMNS) run.columns[name].push(row[name] ?? null);
  for (const name of LAYER_COLUMNS) run.layers[name].push(row.layers?.[name] ?? null);
  run.length += 1;
  for (const name of METRICS) noteBest(run, name, row);
}

/** The row of an epoch, or -1; rows are dense from the epoch where they begin. */
function rowOf(run, epoch) {
  return run.columns.epoch.lastIndexOf(epoch);
}

/** Forgets the epochs that were trained beyond the end, before their validation told that it was one. */
function cut(run, epochs) {
  const length = run.columns.epoch.findLastIndex((epoch) => epoch <= epochs) + 1;
  if (length === run.length) return;
  for (const column of [...Object.values(run.columns), ...Object.values(run.layers)]) column.length = length;
  run.length = length;
  lookForBest(run);
}

function lookForBest(run) {
  run.best = {};
  for (let row = 0; row < run.length; row += 1) {
    for (const name of METRICS) noteBest(run, name, { epoch: run.columns.epoch[row], [name]: run.columns[name][row] });
  }
}

/** Takes note of a figure if it is the best of its run so far. */
export function noteBest(run, name, row) {
  const value = row[name];
  // The untrained network takes part in no contest, here as on the server.
  if (value === null || value === undefined || row.epoch === 0) return;
  const best = run.best[name];
  // Late figures may come in any order; of equal ones the first epoch counts.
  const first = best?.value === value && row.epoch < best.epoch;
  const better = !best || first || (name.endsWith("accuracy") ? value > best.value : value < best.value);
  if (better) run.best[name] = { value, epoch: row.epoch };
}

/** How many layers, the last one included, a run tells of; 0 where it tells of none. */
export function layerCount(run) {
  return run?.layers.gradient_norm.find((values) => values !== null)?.length ?? 0;
}

/** Whether a run has any value in this column. */
export function has(run, name) {
  return Boolean(run?.columns[name].some((value) => value !== null));
}

/** The first run, whose data and sizes all others share, or null. */
export function firstRun(history) {
  return history.runs.values().next().value || null;
}

/** What speaks for the experiment: the average of an ensemble, the best run of several, or the only one. */
export function subject(history) {
  if (history.ensemble) return history.ensemble;
  return leadingRun([...history.runs.values()], history.objective);
}

/** What a run is called among several. */
export function nameOf(run) {
  return run.number === 0 ? "ensemble" : run.started?.name || `run ${run.number}`;
}

/** The newest known value of a column, or the one that was it after the epoch `at`; null where nothing is known. */
export function last(run, name, at = null) {
  const column = run?.columns[name] || [];
  for (let index = column.length - 1; index >= 0; index -= 1) {
    if (column[index] !== null && (at === null || run.columns.epoch[index] <= at)) return column[index];
  }
  return null;
}

/** The epoch of the newest known value of a column, or null. */
export function lastEpoch(run, name) {
  const row = run?.columns[name].findLastIndex((value) => value !== null) ?? -1;
  return row === -1 ? null : run.columns.epoch[row];
}

/** The best epoch by the figure that is watched (the validation loss unless told otherwise), and its loss: {epoch, value, metric}. */
export function bestEpoch(run) {
  if (!run || run.length < 2) return null;
  const losses = run.monitor?.startsWith("train") ? ["train_loss", "validation_loss"] : ["validation_loss", "train_loss"];
  // Until the first validation after the start nothing is known to be the best: training does not stand in for it.
  const watched = [run.monitor, ...losses].find((name) => name && has(run, name));
  const epoch = run.finished ? run.finished.best_epoch : run.best[watched]?.epoch;
  // The untrained network is no best one: epoch 0 says that no epoch had a loss.
  if (!epoch) return null;
  const row = run.columns.epoch.indexOf(epoch);
  // Not every epoch is validated: the mark then sits on the training curve.
  const metric = losses.find((name) => (run.columns[name][row] ?? null) !== null);
  return metric ? { epoch, value: run.columns[metric][row], metric } : null;
}

/** Epochs per second of training over the last epochs, or null before it can be known. */
export function speed(run, over = 50) {
  if (!run || run.length < 3) return null;
  const { epoch, seconds } = run.columns;
  const end = run.length - 1;
  const start = Math.max(0, end - over);
  const time = seconds[end] - seconds[start];
  return time > 0 ? (epoch[end] - epoch[start]) / time : null;
}
