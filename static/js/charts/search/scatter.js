// The trials on the plane of two settings, coloured by result, with their shadows on either axis. Pure.

import { plotAxis } from "./axes.js";
import { groupLook, groupsOf } from "./groups.js";
import { dots, frame } from "./marks.js";
import { legendOf, lost, ranked, shadesOf } from "./shading.js";

/** `pair`: the two axes. A shadow on an axis is a value that was tried there: a grid has few, a random search one per trial. */
export function scatterFigure({ trials, objective, pair }, colours) {
  const [across, up] = pair ?? [];
  if (!up) return { traces: [], layout: { xaxis: {}, yaxis: {} }, empty: true, marks: [] };
  const layout = { xaxis: plotAxis(across), yaxis: plotAxis(up), hovermode: false };
  return { traces: [frame(trials.map(across.at), trials.map(up.at)), ...legendOf(trials, colours)], layout, empty: false, marks: [dots(itemsOn(trials, objective, pair, colours), { shadows: true, size: 4 })] };
}

/** A dot per trial on two axes, the best ones last so that they lie on top. */
export function itemsOn(trials, objective, [across, up], colours) {
  const shades = shadesOf(trials, objective, colours);
  const groups = groupsOf(trials);
  const rest = trials.filter(({ score }) => score === null);
  return [...rest, ...ranked(trials, objective).reverse()].map((trial) => ({
    trial: trial.number, x: across.at(trial), y: up.at(trial), colour: shades.get(trial.number) ?? (lost(trial) ? colours.danger : colours.grid),
    shape: lost(trial) ? "cross" : groupLook(trial.group ?? "", groups).shape,
  })).filter(({ x, y }) => !Number.isNaN(x) && !Number.isNaN(y));
}
