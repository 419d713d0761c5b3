// A history that arrives as columns: long runs at once and thinned, later a range of them in detail. Pure.

import { adopt, fold, METRICS, noteBest } from "./history.js";

/** Takes over the answer of `GET history` into a history that is still empty; the stream goes on after its `seq`. */
export function unfold(history, { seq, events, runs, trials, curves }) {
  if (trials) condensed(history, trials, curves);
  for (const event of events) if (event.type === "run_started" || event.type === "test_opened") fold(history, [event]);
  for (const answer of runs) {
    const run = adopt(history, answer);
    run.thinned = answer.rows > run.length;
  }
  // What ends a run looks at its rows, so it comes after them.
  history.seq = 0;
  fold(history, events.filter((event) => event.type !== "run_started" && event.type !== "test_opened"));
  history.seq = seq;
  return history;
}

/** Very many runs: what each was and came to, and a few points of its curve. Those that are told in full replace theirs later. */
function condensed(history, trials, curves) {
  const at = (columns, row) => Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]]));
  const places = new Map();
  let begin = 0;
  curves.runs.forEach((run, index) => {
    places.set(run, [begin, begin + curves.lengths[index]]);
    begin += curves.lengths[index];
  });
  trials.number.forEach((number, row) => {
    if (!places.has(number)) return;
    const [from, to] = places.get(number);
    const columns = Object.fromEntries(["epoch", ...METRICS].map((name) => [name, curves[name].slice(from, to)]));
    const run = adopt(history, { run: number, columns, layers: {} });
    const own = Object.fromEntries(Object.entries(at(trials.settings, row)).filter(([path]) => named(trials, path, row)));
    const about = { trial: trials.trial[row], repetition: trials.repetition[row], group: trials.group[row], settings: own, name: trials.name[row] };
    const first = Object.fromEntries(METRICS.map((name) => [name, columns[name][0] ?? null]));
    run.started = { type: "run_started", run: number, ...about, ...first };
    run.thinned = true;
    if (trials.state[row] === "finished") finish(run, { ...at(trials, row), objective: trials.objective, best: at(trials.best, row), last: at(trials.last, row) });
    if (trials.state[row] === "failed") run.failed = { type: "run_failed", run: number, reason: trials.reason[row] };
  });
}

/** A setting that is null may have been set so, or belong to other trials. */
const named = ({ settings, unset = {} }, path, row) => settings[path][row] !== null || !unset[path]?.includes(row);

function finish(run, { number, reason, epoch, best_epoch, best, last, objective, score }) {
  run.finished = { type: "run_finished", run: number, reason, explanation: "", epochs: epoch, best_epoch, best, last, findings: [] };
  // The best epoch need not be among the points.
  for (const name of METRICS) noteBest(run, name, { epoch: best_epoch, [name]: best[name] ?? null });
  // Nor need the objective be what chose the best epoch; of validated runs only, others have no such figure at all.
  if (objective && (best[objective] ?? null) !== null) noteBest(run, objective, { epoch: best_epoch, [objective]: score ?? null });
}

/** Puts all rows of a range of epochs in the place of the thinned ones. */
export function refine(history, { runs }) {
  for (const answer of runs) {
    const run = answer.run === 0 ? history.ensemble : history.runs.get(answer.run);
    const epochs = answer.columns.epoch ?? [];
    if (!run || epochs.length === 0) continue;
    const from = run.columns.epoch.findIndex((epoch) => epoch >= epochs[0]);
    const to = run.columns.epoch.findLastIndex((epoch) => epoch <= epochs.at(-1));
    if (from === -1 || to - from + 1 >= epochs.length) continue;
    for (const [columns, told] of [[run.columns, answer.columns], [run.layers, answer.layers]]) {
      for (const name of Object.keys(columns)) {
        columns[name].splice(from, Math.max(0, to - from + 1), ...(told[name] ?? Array.from(epochs, () => null)));
      }
    }
    run.length = run.columns.epoch.length;
  }
  return history;
}
