// What every layer puts out for the training samples: its mean as a line, one standard deviation around it as a band.

import { firstRun, layerCount } from "../history.js";
import { changeMarks, line } from "./curves.js";
import { layerColour, layerName, layerValues, layeredFigure } from "./layers.js";

/** The figure for one experiment. */
export function activationsFigure(history, colours) {
  const run = firstRun(history);
  const layers = layerCount(run);
  const bands = [];
  const lines = [];
  // The outputs of the network grow without bound and would flatten everything else.
  for (let number = 0; number < layers - 1; number += 1) {
    const colour = layerColour(number, layers, colours);
    const mean = layerValues(run, "activation_mean", number);
    if (mean.every(Number.isNaN)) continue;
    const deviation = layerValues(run, "activation_std", number);
    bands.push(...band(run, mean.map((value, row) => value - deviation[row]), mean.map((value, row) => value + deviation[row]), colour));
    lines.push({ ...line(run, mean, { name: layerName(number, layers), colour }), customdata: deviation, hovertemplate: "%{y:.3~g} ± %{customdata:.3~g}" });
  }
  return layeredFigure(run, [...lines, ...bands], { title: { text: "activation: mean ± deviation" } }, [-1, 1], run ? changeMarks(run, colours) : {});
}

/** The area between two curves, without a name and without a hover text. */
export function band(run, lower, upper, colour, strength = 0.14) {
  const edge = { colour, name: "", width: 0 };
  const quiet = { mode: "lines", measured: false, hoverinfo: "skip", hovertemplate: null, showlegend: false };
  const faint = colour.startsWith("rgb(") ? colour.replace("rgb(", "rgba(").replace(")", `, ${strength})`) : colour;
  return [
    { ...line(run, lower, edge), ...quiet },
    { ...line(run, upper, edge), ...quiet, fill: "tonexty", fillcolor: faint },
  ];
}
