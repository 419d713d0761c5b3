// What every run of a search came to, epoch by epoch, with the rungs at which the weaker half was given up. Pure.

import { measured, titleOf } from "../../search/objective.js";
import { rungMarks } from "../rungs.js";
import { frame, lines } from "./marks.js";
import { legendOf, scoreAxis, shadesOf } from "./shading.js";

/** `rungs`: [{rung, epoch, kept, ended}] as the events told them. */
export function intermediateValues({ trials, objective, rungs = [] }, colours) {
  const runs = trials.flatMap((trial) => trial.runs.filter((run) => run.columns).map((run) => ({ trial, run })));
  const column = measured(runs.map(({ run }) => run), objective);
  const layout = { xaxis: { title: { text: "epoch" }, zeroline: false, rangemode: "tozero", nticks: 8 }, yaxis: scoreAxis(objective, titleOf(column).toLowerCase()), hovermode: false };
  const shades = shadesOf(trials, objective, colours);
  const items = runs.map(({ trial, run }) => ({ trial: trial.number, ...known(run, column), colour: shades.get(trial.number) ?? colours.danger, rank: rankOf(shades, trial.number) }))
    .filter(({ xs }) => xs.length > 1).sort((one, other) => other.rank - one.rank);
  if (items.length === 0) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, range: [0, 100] }, yaxis: { ...layout.yaxis, range: [0, 1] } }, empty: true, marks: [] };
  const last = items.at(-1);
  if (last.rank === 0) last.width = 2.5;
  const traces = [frame(items.flatMap(({ xs }) => [xs[0], xs.at(-1)]), extremes(items)), ...legendOf(trials, colours, "lines")];
  return { traces, layout: { ...layout, ...rungMarks(rungs, colours) }, empty: false, marks: [lines(items)] };
}

const rankOf = (shades, number) => {
  const rank = [...shades.keys()].indexOf(number);
  return rank === -1 ? Infinity : rank;
};

function known(run, column) {
  const [xs, ys] = [[], []];
  run.columns[column].forEach((value, row) => {
    if (value === null) return;
    xs.push(run.columns.epoch[row]);
    ys.push(value);
  });
  return { xs, ys };
}

/** Untrained networks and those that ran away must not press all others together: the middle 98 % decide. */
function extremes(items) {
  const all = items.flatMap(({ ys }) => ys).sort((one, other) => one - other);
  return [all[0], all[Math.floor(0.98 * (all.length - 1))]];
}
