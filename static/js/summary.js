// The strip of figures above the charts: where training is, and the last and the best of every metric.

import { last, lastEpoch, METRICS, nameOf, subject } from "./history.js";
import { figureAt } from "./network/time/moments.js";
import { count, figure, percent, whole } from "./numbers.js";

/** Writes the figures of a history into the strip; `classes`: whether there are accuracies, `at`: the epoch gone back to. */
export function showSummary(strip, history, status, { epochs = null, classes = true, at = null } = {}) {
  const run = subject(history);
  const whose = history.runs.size > 1 && run ? nameOf(run) : "";
  const newest = run?.length ? run.columns.epoch[run.length - 1] : 0;
  const epoch = at ?? newest;
  const value = (name) => (at === null ? last(run, name) : figureAt(run, name, at));
  strip.classList.toggle("is-past", at !== null);
  const of = status?.epochs ?? epochs;
  const updates = run?.length ? value("updates") : 0;
  put(strip, "epoch", whole(epoch), [of ? `of ${whole(of)}` : "", updates ? count(updates, "update") : ""].filter(Boolean).join(" · "));
  for (const metric of METRICS) {
    const write = metric.endsWith("accuracy") ? percent : figure;
    const best = run?.best[metric];
    const now = value(metric);
    const error = metric.startsWith("validation") ? value(`${metric}_error`) : null;
    const notes = [whose, error === null ? "" : `± ${write(error)}`, best && run.length > 1 ? `best ${write(best.value)}, epoch ${whole(best.epoch)}` : old(run, metric, newest)];
    put(strip, metric, write(now), notes.filter(Boolean).join(" · "), now);
    strip.querySelector(`[data-figure="${metric}"]`).hidden = metric.endsWith("accuracy") && !classes;
  }
}

/** "at epoch 0": validation may be far behind training. */
function old(run, metric, epoch) {
  const known = lastEpoch(run, metric);
  return known === null || known === epoch ? "" : `at epoch ${whole(known)}`;
}

function put(strip, name, text, note, value = null) {
  const cell = strip.querySelector(`[data-figure="${name}"]`);
  if (!cell) return;
  cell.querySelector("[data-value]").textContent = text;
  if (value !== null) cell.dataset.exact = value;
  else delete cell.dataset.exact;
  const said = cell.querySelector("[data-note]");
  if (said.textContent !== note) said.textContent = said.title = note;
}
