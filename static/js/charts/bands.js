// Trials that were trained with several seeds: one line for the mean of their runs, and a band of one standard deviation. Pure.

import { nameOf } from "../history.js";
import { deviation, mean } from "../search/student.js";
import { line } from "./curves.js";

/** With more trials than this, their bands would cover one another. */
const MOST_BANDS = 12;

/** Whether any of these runs, as `lanes` groups them, was repeated. */
export function repeated(lanes) {
  return lanes.some(({ runs }) => runs.length > 1);
}

/** [{number, runs}] of runs, by trial. */
export function lanesOf(runs) {
  const lanes = new Map();
  for (const run of runs) {
    const number = run.started?.trial ?? run.number;
    if (!lanes.has(number)) lanes.set(number, []);
    lanes.get(number).push(run);
  }
  return [...lanes].map(([number, members]) => ({ number, runs: members })).sort((one, other) => one.number - other.number);
}

/**
 * {run, rows: [{epoch, mean, deviation, count}]} of a column over the epochs of the run that came furthest. An epoch counts
 * once every seed that came so far has told it; seeds that ended earlier leave the others, and `count` says how many are left.
 */
export function averaged(runs, column) {
  const values = typeof column === "function" ? column : (run) => run.columns[column];
  const told = runs.map((run) => {
    const own = values(run);
    const newest = run.columns.epoch.at(-1) ?? -1;
    return { over: Boolean(run.finished || run.failed), newest, at: new Map(run.columns.epoch.map((epoch, row) => [epoch, own[row]])) };
  });
  const longest = runs.reduce((most, run) => (run.length > most.length ? run : most), runs[0]);
  const rows = longest.columns.epoch.map((epoch) => {
    // A seed that is an epoch behind the others must not make the mean jump: its epoch is not shown yet.
    const known = told.every(({ over, newest }) => over || newest >= epoch)
      ? told.map(({ at }) => at.get(epoch)).filter((value) => Number.isFinite(value)) : [];
    return { epoch, mean: known.length ? mean(known) : null, deviation: deviation(known), count: known.length };
  });
  return { run: longest, rows };
}

/** Traces of every trial: means, and bands below them. `look(number)`: {colour, dash}. */
export function bandTraces(lanes, column, { look, format, named }) {
  const drawn = lanes.map(({ number, runs }) => {
    const { run, rows } = averaged(runs, column);
    const style = look(number);
    const name = nameOf(runs[0]);
    const group = `trial ${number}`;
    const middle = {
      ...line(run, Float64Array.from(rows, (row) => row.mean ?? NaN), { name, format, ...style }),
      legendgroup: group, trial: number, customdata: rows.map((row) => spread(row, runs.length)), ...(named ? {} : { showlegend: false }),
    };
    return { middle: { ...middle, hovertemplate: `${middle.hovertemplate} %{customdata}` }, bands: lanes.length <= MOST_BANDS ? band(run, rows, style.colour, group) : [] };
  });
  const [first, ...others] = drawn.map(({ middle }) => middle);
  // The first trace says how many points there are; the other means lie above the bands.
  return [first, ...drawn.flatMap(({ bands }) => bands), ...others];
}

function spread({ deviation: size, count }, seeds) {
  if (size === null) return "";
  return `± ${size.toPrecision(2)}${count < seeds ? ` (${count} of ${seeds} seeds)` : ""}`;
}

/** The area between the mean plus and minus one standard deviation. */
function band(run, rows, colour, group) {
  const points = rows.filter(({ mean: middle, deviation: size }) => middle !== null && size !== null);
  if (points.length < 2) return [];
  const epochs = points.map(({ epoch }) => epoch);
  // Losses and shares are never negative, and a logarithmic axis knows no zero.
  const lower = points.map(({ mean: middle, deviation: size }) => Math.max(middle - size, middle / 100)).reverse();
  return [{
    type: "scatter", run, name: "± standard deviation", legendgroup: group, showlegend: false, hoverinfo: "skip",
    x: Float64Array.from([...epochs, ...epochs.slice().reverse()]), y: Float64Array.from([...points.map(({ mean: middle, deviation: size }) => middle + size), ...lower]),
    mode: "lines", fill: "toself", fillcolor: colour?.replace(/^rgb\((.*)\)$/, "rgba($1, 0.16)"), line: { color: colour, width: 0 },
  }];
}
