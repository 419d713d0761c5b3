// Which share of the trials came at least this far: the empirical distribution function of their scores. Pure.

import { accurate, titleOf } from "../../search/objective.js";
import { groupLook, groupsOf } from "./groups.js";
import { ranked } from "./shading.js";

/** Trials that ended without a score count, so that a curve reaches 100 % only where none diverged. */
export function edfFigure({ trials, objective }, colours) {
  const log = !accurate(objective) && trials.every(({ score }) => score === null || score > 0);
  const layout = {
    xaxis: { ...scoreText(objective), type: log ? "log" : "linear", zeroline: false, ...(log ? closeLabels(trials) : { nticks: 8 }) },
    yaxis: { title: { text: "share of the trials" }, tickformat: ".0%", range: [0, 1.02], autorange: false }, hovermode: "x",
  };
  const groups = groupsOf(trials);
  const traces = groups.flatMap((group) => {
    const { colour, dash } = groupLook(group, groups);
    const own = trials.filter((trial) => (trial.group ?? "") === group && (trial.score !== null || trial.state === "finished" || trial.state === "failed"));
    const scores = ranked(own, objective).map(({ score }) => score);
    if (scores.length < 2) return [];
    return [{
      type: "scatter", mode: "lines", name: group || "all trials", showlegend: groups.length > 1, x: scores, y: scores.map((_, rank) => (rank + 1) / own.length),
      line: { color: colours[colour], width: 2, shape: "hv", dash },
      hovertemplate: `%{y:.0%} of the trials: %{x:${accurate(objective) ? ".1%" : ".4~g"}} or better<extra></extra>`,
    }];
  });
  if (traces.length === 0) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, type: "linear", range: [0, 1] } }, empty: true };
  return { traces, layout: { ...layout, xaxis: { ...layout.xaxis, autorange: accurate(objective) ? "reversed" : true } }, empty: false };
}

const scoreText = (objective) => ({ title: { text: titleOf(objective).toLowerCase() }, ...(accurate(objective) ? { tickformat: ".0%" } : { exponentformat: "power" }) });

/** Within one power of ten the numbers between are needed; beyond, they would crowd. */
function closeLabels(trials) {
  const scores = trials.map(({ score }) => score).filter((score) => score !== null);
  const decades = scores.length ? Math.log10(Math.max(...scores) / Math.min(...scores)) : 0;
  return decades <= 1.3 ? { minorloglabels: "complete", nticks: 4 } : { minorloglabels: "none", nticks: 8 };
}
