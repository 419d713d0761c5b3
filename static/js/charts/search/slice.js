// Each setting alone against the score, side by side: later trials are darker, as in Optuna. Pure.

import { titleOf } from "../../search/objective.js";
import { axisLook } from "../layout.js";
import { plotAxis } from "./axes.js";
import { dots, frame } from "./marks.js";
import { mixed, scoreAxis } from "./shading.js";

const MOST_AXES = 4;
const MOST_ON_PHONES = 2;

/** One small plot per setting, all with the same upright axis. */
export function sliceFigure({ trials, objective, axes, narrow = false }, colours) {
  const known = trials.filter(({ score }) => score !== null);
  const shown = axes.slice(0, narrow ? MOST_ON_PHONES : MOST_AXES);
  const yaxis = scoreAxis(objective, titleOf(objective).toLowerCase());
  if (known.length < 2 || shown.length === 0) return { traces: [], layout: { xaxis: { range: [0, 1] }, yaxis: { ...yaxis, range: [0, 1] }, hovermode: false }, empty: true, marks: [] };
  const newest = Math.max(...known.map(({ number }) => number));
  const scores = known.map(({ score }) => score);
  const layout = { yaxis, hovermode: false, showlegend: true };
  const marks = shown.map((axis, index) => {
    const name = index ? `x${index + 1}` : "x";
    layout[`xaxis${index ? index + 1 : ""}`] = small(axis, index, shown.length, colours);
    return dots(known.map((trial) => ({ trial: trial.number, x: axis.at(trial), y: trial.score, colour: mixed(colours.axis, colours["run-1"], trial.number / newest) }))
      .filter(({ x }) => !Number.isNaN(x)), { xaxis: name });
  });
  const legend = [["first trials", colours.axis], ["latest", colours["run-1"]]].map(([name, color]) => ({
    type: "scatter", mode: "markers", name, x: [null], y: [null], marker: { color, size: 8 }, hoverinfo: "skip",
  }));
  return { traces: [...shown.map((axis, index) => frame(known.map(axis.at), scores, { xaxis: marks[index].xaxis })), ...legend], layout, empty: false, marks };
}

/** The axis of one of several plots; the first one is completed with those of all other charts. */
function small(axis, index, count, colours) {
  const gap = count > 1 ? 0.05 : 0;
  const width = (1 - gap * (count - 1)) / count;
  const plain = plotAxis(axis);
  const place = { ...plain, domain: [index * (width + gap), index * (width + gap) + width], nticks: 4, tickangle: 0 };
  if (index === 0) return place;
  return { ...axisLook(colours), ...place, anchor: "y", title: { standoff: 8, font: { color: colours.muted, size: 12.5 }, ...plain.title } };
}
