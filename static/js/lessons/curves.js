// The curves of a lesson: all variants of all its experiments in one chart, with bands over their seeds. Pure.

import { bandTraces, lanesOf } from "../charts/bands.js";
import { emptyLayout, epochAxis, line } from "../charts/curves.js";
import { lookOf } from "../charts/several.js";
import { nameOf } from "../history.js";

/** More curves than this are drawn as one faint crowd. */
const MOST_LANES = 12;

/** What a figure is in a run, epoch by epoch: "train_loss", or "layers.dead.-2" of the last hidden layer. */
export function columnOf(figure) {
  const [first, name, place] = figure.split(".");
  if (first !== "layers") return (run) => run.columns[figure] ?? run.columns.epoch.map(() => null);
  return (run) => (run.layers[name] ?? run.columns.epoch.map(() => null)).map((values) => values?.at(Number(place ?? -1)) ?? null);
}

/**
 * The experiments of a lesson as one: {runs: Map, lanes: [{number, name, runs, own, bold}], crowds: [{number, name, runs}]}.
 * `parts`: [{name, history, own}]; every lane and every crowd has the number by which its colour is known.
 */
export function gathered(parts) {
  const all = { runs: new Map(), lanes: [], crowds: [] };
  const add = (list, told, runs) => {
    const number = all.lanes.length + all.crowds.length + 1;
    const until = commonEnd(runs);
    const renamed = runs.map((run) => addRun(all.runs, { ...run, until, started: { ...run.started, name: told.name, trial: number } }));
    list.push({ number, ...told, runs: renamed });
  };
  for (const { name, history, own } of parts) {
    const runs = [...history.runs.values()].sort((one, other) => one.number - other.number);
    const lanes = lanesOf(runs);
    const called = (lane) => (runs.length > 1 ? nameOf(lane.runs[0]) : lane.runs[0].started?.name || name || "this run");
    if (history.ensemble) {
      add(all.lanes, { name: `average${name ? ` of ${name}` : ""}`, own, bold: true }, [history.ensemble]);
      add(all.crowds, { name: `members${name ? ` of ${name}` : ""}` }, runs);
    } else if (lanes.length > MOST_LANES) {
      for (const [group, members] of grouped(runs)) add(all.crowds, { name: [name, group].filter(Boolean).join(" ") || `${runs.length} runs` }, members);
    } else for (const lane of lanes) add(all.lanes, { name: called(lane), own }, lane.runs);
  }
  return all;
}

/** Where a seed has diverged, the mean of those that are left would tell of a fall that nobody saw: it ends there. */
function commonEnd(runs) {
  const ends = runs.filter((run) => run.finished?.reason === "diverged").map((run) => run.columns.epoch.at(-1) ?? 0);
  return ends.length ? Math.min(...ends) : Infinity;
}

/** The numbers of runs go on, so that no two experiments share one. */
function addRun(runs, run) {
  const numbered = { ...run, number: runs.size + 1 };
  runs.set(numbered.number, numbered);
  return numbered;
}

function grouped(runs) {
  const groups = new Map();
  for (const run of runs) {
    const group = run.started?.group ?? "";
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(run);
  }
  return groups;
}

/** [{name, number, own}]: what the legend above the charts says. */
export function legendOf({ lanes, crowds }) {
  return [...lanes, ...crowds].map(({ name, number, own, bold }) => ({ name, number, own: Boolean(own), bold: Boolean(bold) })).sort((one, other) => one.number - other.number);
}

/** A function from what `gathered` returns to {traces, layout, empty}, for one figure. */
export function lessonFigure(figure, title) {
  const whole = columnOf(figure);
  const column = (run) => whole(run).map((value, row) => (run.columns.epoch[row] <= run.until ? value : null));
  const share = figure.endsWith("accuracy") || /^layers\.(dead|saturated)/.test(figure);
  const format = share ? ".1%" : ".4~g";
  return ({ lanes = [], crowds = [] }, colours) => {
    const known = ({ runs }) => runs.some((run) => run.length > 0 && column(run).some((value) => value !== null));
    const [shown, faint] = [lanes.filter(known), crowds.filter(known)];
    const runs = [...shown, ...faint].flatMap((each) => each.runs);
    const longest = runs.reduce((most, run) => (run.length > (most?.length ?? 0) ? run : most), null);
    const yaxis = { title: { text: title }, ...(share ? { tickformat: ".3~p" } : {}) };
    const layout = { xaxis: epochAxis(longest), yaxis, showlegend: false, margin: { l: 58, r: 14, t: 14, b: 44 } };
    if (!longest) return { traces: [], layout: emptyLayout(layout, [0, 1]), empty: true };
    const look = (number) => {
      const lane = lanes.find((each) => each.number === number);
      return { ...lookOf(number, colours), ...(lane?.own ? { dash: "6px,3px" } : {}), ...(lane?.bold ? { width: 3 } : {}) };
    };
    const crowd = faint.flatMap((each) => each.runs.map((run) => thin(run, column, each, colours)));
    const lines = shown.length ? bandTraces(shown, column, { look, format, named: false }) : [];
    return { traces: [...lines.slice(0, 1), ...crowd, ...lines.slice(1)], layout, empty: false };
  };
}

function thin(run, column, { name, number }, colours) {
  const y = Float64Array.from(column(run), (value) => value ?? NaN);
  return {
    ...line(run, y, { name, ...lookOf(number, colours), width: 1 }),
    mode: "lines", opacity: 0.35, measured: false, hoverinfo: "skip", hovertemplate: undefined, showlegend: false,
  };
}
