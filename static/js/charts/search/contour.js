// The score over two settings, smoothed between the trials: a map to be read with care where there are few dots. Pure.

import { accurate, titleOf } from "../../search/objective.js";
import { plotAxis, shareOf } from "./axes.js";
import { dots, frame } from "./marks.js";
import { lost, ranked, scaleOf } from "./shading.js";

const CELLS = 28;
const LEAST_TRIALS = 5;

/** A heat map with lines of equal score. Empty with fewer than two numeric settings or five trials. */
export function contourFigure({ trials, objective, pair }, colours) {
  const [across, up] = pair ?? [];
  const known = up ? ranked(trials, objective).filter((trial) => !Number.isNaN(across.at(trial)) && !Number.isNaN(up.at(trial))) : [];
  if (!up) return { traces: [], layout: { xaxis: {}, yaxis: {} }, empty: true, marks: [] };
  const layout = { xaxis: plotAxis(across), yaxis: plotAxis(up), hovermode: false, showlegend: false };
  if (known.length < LEAST_TRIALS) return { traces: [frame(trials.map(across.at), trials.map(up.at))], layout, empty: true, marks: [] };
  const log = !accurate(objective) && known.every(({ score }) => score > 0);
  const level = (score) => (log ? Math.log10(score) : score);
  // The worst fifth would take all the shades.
  const levels = known.map(({ score }) => level(score));
  const bound = levels[Math.floor(0.8 * (levels.length - 1))];
  const better = (one, other) => (accurate(objective) ? Math.max(one, other) : Math.min(one, other));
  const surface = smoothed(known.map((trial) => ({ x: shareOf(across, across.at(trial)), y: shareOf(up, up.at(trial)), z: better(level(trial.score), bound) })));
  const scale = scaleOf(colours).map(([at, colour]) => [accurate(objective) ? 1 - at : at, colour]).sort(([one], [other]) => one - other);
  const trace = {
    type: "contour", x: ends(across), y: ends(up), z: surface, colorscale: scale, contours: { coloring: "heatmap" }, ncontours: 12, line: { width: 0.6, color: colours["surface-raised"] },
    colorbar: { thickness: 10, outlinewidth: 0, tickfont: { color: colours.muted, size: 11 }, title: { text: titleOf(objective).toLowerCase(), side: "right", font: { color: colours.muted, size: 11 } }, ...(log ? powers(levels[0], bound) : { tickformat: accurate(objective) ? ".0%" : ".3~g" }) },
    hoverinfo: "skip",
  };
  const items = [...trials.filter(lost), ...known.slice().reverse()].map((trial) => ({
    trial: trial.number, x: across.at(trial), y: up.at(trial), colour: lost(trial) ? colours.danger : colours.text, shape: lost(trial) ? "cross" : "circle",
  }));
  return { traces: [trace], layout, empty: false, marks: [dots(items, { size: 2.2 })] };
}

/** The places of the cells on an axis, in its own numbers. */
function ends(axis) {
  const scaled = axis.log ? [Math.log(axis.low), Math.log(axis.high)] : [axis.low, axis.high];
  return Array.from({ length: CELLS }, (_, cell) => {
    const value = scaled[0] + (cell / (CELLS - 1)) * (scaled[1] - scaled[0]);
    return axis.log ? Math.exp(value) : value;
  });
}

/** The mean of the neighbours, weighted by a bell whose width shrinks with the number of points: rows of z from 0 to 1 in y. */
export function smoothed(points) {
  const width = Math.min(0.25, Math.max(0.05, 0.6 / Math.sqrt(points.length)));
  const factor = 1 / (2 * width * width);
  const at = Array.from({ length: CELLS }, (_, cell) => cell / (CELLS - 1));
  const bell = (axis) => at.map((place) => points.map((point) => Math.exp(-factor * (point[axis] - place) ** 2)));
  const [columns, rows] = [bell("x"), bell("y")];
  return rows.map((row) => columns.map((column) => {
    let [sum, weight] = [0, 0];
    for (let index = 0; index < points.length; index += 1) {
      const share = row[index] * column[index];
      weight += share;
      sum += share * points[index].z;
    }
    // Where nobody was near, nothing is known.
    return weight > 1e-6 ? sum / weight : null;
  }));
}

function powers(low, high) {
  const values = Array.from({ length: 5 }, (_, step) => low + (step / 4) * (high - low));
  return { tickmode: "array", tickvals: values, ticktext: values.map((value) => (10 ** value).toPrecision(2)) };
}
