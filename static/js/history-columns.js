// A history that arrives as columns: long runs at once and thinned, later a range of them in detail. Pure.

import { adopt, fold } from "./history.js";

/** Takes over the answer of `GET history` into a history that is still empty; the stream goes on after its `seq`. */
export function unfold(history, { seq, events, runs }) {
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
