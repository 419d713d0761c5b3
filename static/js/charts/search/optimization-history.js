// Each trial's score in the order of the trials, and the best so far. Pure.

import { accurate, titleOf } from "../../search/objective.js";
import { trialTicks } from "./axes.js";
import { groupLook, groupsOf } from "./groups.js";
import { dots, frame } from "./marks.js";
import { legendOf, lost, scoreAxis, shadesOf } from "./shading.js";

/** The figure of a search's trials: {traces, layout, empty, marks}. Two groups have a shape and a line each. */
export function optimizationHistory({ trials, objective }, colours) {
  const layout = {
    xaxis: { title: { text: "trial" }, zeroline: false, ...trialTicks(trials), rangemode: "tozero" }, yaxis: scoreAxis(objective, titleOf(objective).toLowerCase()), hovermode: false,
  };
  const known = trials.filter(({ score }) => score !== null);
  if (known.length === 0) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, range: [0, 10] }, yaxis: { ...layout.yaxis, range: [0, 1] } }, empty: true, marks: [] };
  const groups = groupsOf(trials);
  const shades = shadesOf(trials, objective, colours);
  const items = trials.filter((trial) => trial.score !== null || lost(trial)).map((trial) => ({
    trial: trial.number, x: trial.number, y: trial.score, colour: shades.get(trial.number) ?? colours.danger,
    shape: trial.score === null ? "cross" : groupLook(trial.group ?? "", groups).shape, spread: trial.deviation ?? 0,
  }));
  const traces = [
    frame(trials.map(({ number }) => number), known.flatMap(({ score }) => score)),
    ...groups.map((group) => bestSoFar(trials.filter((trial) => (trial.group ?? "") === group), objective, {
      name: group ? `best so far, ${group}` : "best so far", colour: colours.text, dash: groupLook(group, groups).dash,
    })),
    ...legendOf(trials, colours),
  ];
  return { traces, layout, empty: false, marks: [dots(items)] };
}

/** Steps from best score to best score. */
export function bestSoFar(trials, objective, { name, colour, dash }) {
  const [x, y] = [[], []];
  let best = null;
  for (const { number, score } of trials) {
    if (score !== null && (best === null || (accurate(objective) ? score > best : score < best))) best = score;
    if (best === null) continue;
    x.push(number);
    y.push(best);
  }
  return { type: "scatter", mode: "lines", name, x, y, line: { color: colour, width: 2, shape: "hv", dash }, hoverinfo: "skip" };
}
