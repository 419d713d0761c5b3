// When each trial trained: trials of equal shape train side by side, those of later rounds after them. Pure.

import { trialTicks } from "./axes.js";
import { bars, frame } from "./marks.js";

const STATES = ["complete", "halved", "running", "diverged", "failed"];

/** `times`: Map of trial → {begun, ended} in seconds since the experiment was made; ended null while it trains. */
export function timelineFigure({ trials, times }, colours) {
  const layout = { xaxis: { title: { text: "seconds" }, zeroline: false, nticks: 8 }, yaxis: { title: { text: "trial" }, autorange: "reversed", zeroline: false, ...trialTicks(trials) }, hovermode: false };
  const now = Math.max(0, ...[...(times?.values() ?? [])].map(({ begun, ended }) => ended ?? begun ?? 0));
  const look = { complete: colours["run-1"], halved: colours.axis, running: colours.validation, diverged: colours.danger, failed: colours.danger };
  const items = trials.flatMap((trial) => {
    const time = times?.get(trial.number);
    if (!time || time.begun === null) return [];
    return [{ trial: trial.number, from: time.begun, to: time.ended ?? now, y: trial.number, state: endOf(trial), colour: look[endOf(trial)] }];
  });
  if (items.length === 0) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, range: [0, 60] }, yaxis: { ...layout.yaxis, range: [10, 0], autorange: false } }, empty: true, marks: [] };
  const legend = STATES.filter((state) => items.some((item) => item.state === state)).map((state) => ({
    type: "scatter", mode: "markers", name: state, x: [null], y: [null], marker: { color: look[state], size: 9, symbol: "square" }, hoverinfo: "skip",
  }));
  return { traces: [frame(items.flatMap(({ from, to }) => [from, to]), items.map(({ y }) => y)), ...legend], layout, empty: false, marks: [bars(items)] };
}

/** How a trial stands or ended, in one word. */
export function endOf(trial) {
  const reasons = trial.runs.map((run) => run.finished?.reason ?? (run.columns ? null : run.reason));
  if (trial.state === "failed") return "failed";
  if (reasons.includes("diverged")) return "diverged";
  if (reasons.includes("halved")) return "halved";
  return trial.state === "finished" ? "complete" : "running";
}
