// Curves of several runs in one chart: an ensemble bold among its faint members, or a search with a colour per run.

import { firstRun, has, nameOf } from "../history.js";
import { whole } from "../numbers.js";
import { mean } from "../search/student.js";
import { bandTraces, lanesOf, repeated } from "./bands.js";
import { changeMarks, curve, emptyLayout, epochAxis, line } from "./curves.js";
import { rungMarks } from "./rungs.js";

const COLOURS = 8;
const DASHES = ["solid", "6px,3px", "2px,2px"];
const NAMED = 16;
/** Letters of all names that leave room for the curves, and those that the key of each takes. The table tells names, too. */
const LEGEND = 220;
const KEY = 8;
/** More curves than this are a tangle that nobody reads, and take longer than a frame. */
const MOST_CURVES = 40;

/** The figure of a metric ("loss" or "accuracy") of several runs; `layout` and `format` are those of a single run's. */
export function severalFigure(history, colours, metric, { yaxis, format }) {
  const runs = inOrder(history, metric);
  const longest = runs.reduce((most, run) => (run.length > most.length ? run : most), runs[0]);
  const layout = { xaxis: epochAxis(longest), yaxis };
  const known = runs.filter((run) => has(run, `train_${metric}`));
  if (known.length === 0) return { traces: [], layout: emptyLayout(layout, [0, 1]), empty: true };
  const marks = marksOver(history, colours);
  if (history.ensemble) {
    return { traces: ensembleTraces(history.ensemble, known, colours, metric, format), layout: { ...layout, ...marks }, empty: false };
  }
  const column = judged(known, metric);
  // Beside a low chart there is no room to say what an accuracy is.
  const what = metric === "accuracy" ? metric : yaxis.title.text;
  const title = { text: `${column.startsWith("train") ? "training" : "validation"} ${what}${leftOut(history)}` };
  return { traces: raceTraces(known, colours, column, format), layout: { ...layout, yaxis: { ...yaxis, title }, ...marks }, empty: false };
}

/** One curve per run, for figures that have no average. `column`: its name, or a function from a run to its values. */
export function runsFigure(history, colours, column, layout) {
  const runs = inOrder(history).filter((run) => run.length > 1);
  const whole = { ...layout, xaxis: epochAxis(runs[0]) };
  if (runs.length === 0) return { traces: [], layout: emptyLayout(whole, [0, 1]), empty: true };
  return { traces: raceTraces(runs, colours, column, ".4~g"), layout: { ...whole, showlegend: true, ...changeMarks(runs[0], colours) }, empty: false };
}

/** Changes of settings, or the rungs of a search that has some: at these its curves end. */
function marksOver(history, colours) {
  if (!history.rungs.length) return changeMarks(firstRun(history), colours);
  const { shapes, annotations } = rungMarks(history.rungs, colours);
  return { shapes, annotations: annotations.map((note) => ({ ...note, row: true })) };
}

/** Populations take turns: the first run to be heard of may be any. Of very many trials the best by a metric, with all their seeds. */
function inOrder(history, metric = "loss") {
  const runs = [...history.runs.values()].sort((one, other) => one.number - other.number);
  if (runs.length <= MOST_CURVES || history.ensemble) return runs;
  const lanes = lanesOf(runs);
  if (lanes.length <= MOST_CURVES) return runs;
  const sign = metric === "accuracy" ? -1 : 1;
  const score = (run) => sign * ((run.best[`validation_${metric}`] ?? run.best[`train_${metric}`])?.value ?? sign * Infinity);
  const leading = lanes.map((lane) => [lane, mean(lane.runs.map(score))]).sort(([, one], [, other]) => one - other || 0).slice(0, MOST_CURVES);
  return leading.flatMap(([lane]) => lane.runs).sort((one, other) => one.number - other.number);
}

function leftOut(history) {
  const lanes = history.ensemble ? 0 : lanesOf([...history.runs.values()]).length;
  return lanes > MOST_CURVES ? `, best ${MOST_CURVES} of ${whole(lanes)}` : "";
}

/** The colour and the dash by which a run is known everywhere. */
export function lookOf(number, colours) {
  const { colour, round } = placeOf(number);
  return { colour: colours[`run-${colour}`], dash: DASHES[round] };
}

/** {colour, round}: from 1, and how often all colours were used before: drawn through, dashed, dotted. */
export function placeOf(number) {
  const index = number - 1;
  return { colour: (index % COLOURS) + 1, round: Math.floor(index / COLOURS) % DASHES.length };
}

/** What tells runs apart: validation, and training where nothing is validated. */
function judged(runs, metric) {
  return runs.some((run) => has(run, `validation_${metric}`)) ? `validation_${metric}` : `train_${metric}`;
}

function raceTraces(runs, colours, column, format) {
  const lanes = lanesOf(runs);
  const legend = lanes.length <= NAMED && lanes.reduce((sum, lane) => sum + nameOf(lane.runs[0]).length + KEY, 0) <= LEGEND;
  if (repeated(lanes)) return bandTraces(lanes, column, { look: (number) => lookOf(number, colours), format, named: legend });
  return runs.map((run) => ({
    ...drawn(run, column, { name: nameOf(run), format, ...lookOf(run.number, colours) }),
    ...(legend ? {} : { showlegend: false }),
    ...(runs.length > NAMED ? { hoverinfo: "skip", hovertemplate: undefined } : {}),
  }));
}

const drawn = (run, column, style) => (typeof column === "function" ? line(run, column(run), style) : curve(run, column, style));

function ensembleTraces(ensemble, members, colours, metric, format) {
  const column = judged(members, metric);
  const faint = members.map((run, index) => ({
    ...curve(run, column, { name: "members", colour: column.startsWith("train") ? colours.train : colours.validation, width: 1 }),
    mode: "lines", opacity: 0.35, measured: false, hoverinfo: "skip", hovertemplate: undefined, legendgroup: "members", showlegend: index === 0,
  }));
  const bold = [curve(ensemble, `train_${metric}`, { name: "ensemble, training", colour: colours.train, format, width: 2.5 })];
  if (has(ensemble, `validation_${metric}`)) {
    bold.push(curve(ensemble, `validation_${metric}`, { name: "ensemble, validation", colour: colours.validation, dash: "6px,3px", format, width: 3 }));
  }
  if (has(ensemble, `out_of_bag_${metric}`)) {
    bold.push(curve(ensemble, `out_of_bag_${metric}`, { name: "out of bag", colour: colours.test, dash: "2px,2px", format }));
  }
  // The first trace says how many points there are.
  return [...bold.slice(0, 1), ...faint, ...bold.slice(1)];
}
