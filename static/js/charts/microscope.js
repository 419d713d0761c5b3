// The microscope's charts: quantities of single updates, and consistency against gain. Pure.

import { middle, subjectAt } from "../microscope/answer.js";
import { placeOf } from "../network/diagram/links.js";
import { layerColour, layerName } from "./layers.js";

const DASHES = ["solid", "6px,3px", "2px,2px", "8px,3px,2px,3px"];
const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "cross", "star"];
const MOST_EPOCHS = 25;
/** Labels between the powers of ten would be written as 5×10. */
const LOGARITHMIC = { tickformat: "~g" };
const MARGIN = { l: 58, r: 14, t: 34, b: 44 };

/** What is drawn together: a title, and the names of quantities with their words; what an answer lacks is left out. */
const TRACKS = {
  gradient: (answer) => [["gradient", "gradient"], ...kept(answer, "gradient")],
  update: (answer) => [["update", "update Δw"], ...kept(answer, "step")],
  effective: () => [["effective_step", "effective step"]],
  weight: () => [["weight", "weight"]],
  memory: (answer) => kept(answer, "itself"),
};

function kept({ memories }, beside) {
  return memories.filter((memory) => memory.beside === beside).map(({ name, title }) => [`memory.${name}`, /^[A-Z][a-z]/.test(title) ? title[0].toLowerCase() + title.slice(1) : title]);
}

/** The figure of one track; `shown`: {answer, subject}. */
export function trackFigure(track) {
  return ({ answer, subject }, colours) => {
    const layer = subject.unit === null;
    const titles = { gradient: "gradient", update: "step", effective: "−Δw/g", weight: "weight", memory: "memory" };
    const yaxis = { title: { text: `${layer ? "size of " : ""}${titles[track]}` }, exponentformat: "power", ...(track === "effective" ? LOGARITHMIC : {}) };
    const layout = { xaxis: { title: { text: "update" }, tickformat: ",d" }, yaxis, margin: MARGIN };
    const known = TRACKS[track](answer);
    if (!known.length) return { traces: [], layout: { ...layout, xaxis: { ...layout.xaxis, range: [0, 1] }, yaxis: { ...yaxis, range: [0, 1] } }, empty: true };
    const traces = known.flatMap(([name, words], index) => drawn(answer, subject, { name, words, index, colours, sizes: track === "effective" }));
    if (track === "effective") traces.push(rate(answer, colours));
    return { traces, layout: { ...layout, showlegend: traces.length > 1 || track === "memory", shapes: epochLines(answer, colours) }, empty: false };
  };
}

function drawn(answer, subject, { name, words, index, colours, sizes }) {
  const colour = colours[`run-${[1, 2, 3, 4][index % 4]}`];
  const x = Float64Array.from(answer.updates);
  const { y, low, high } = answer.quantity(name, subject);
  const size = sizes ? y.map(Math.abs) : y;
  const few = x.length <= 120;
  const line = {
    type: "scatter", name: words, x, y: size, mode: few ? "lines+markers" : "lines", line: { color: colour, dash: DASHES[index % DASHES.length], width: 1.8 },
    marker: { color: colour, size: 4 }, hovertemplate: "%{y:.4~g}", connectgaps: false,
  };
  if (sizes && !low) Object.assign(line, signs(y, colour, colours, answer));
  return low ? [band(x, low, high, colour), line] : [line];
}

/** A step that goes against its own gradient has an open mark: a logarithmic axis knows no sign. */
function signs(y, colour, colours, answer) {
  const customdata = Array.from(y, (value, index) => `gain ${(value / answer.rates[index]).toPrecision(3)}${value < 0 ? ", against its gradient" : ""}`);
  const inside = Array.from(y, (value) => (value < 0 ? colours["surface-raised"] : colour));
  return { mode: "lines+markers", marker: { color: inside, size: 5, line: { color: colour, width: 1.4 } }, line: { color: colour, width: 1 }, customdata, hovertemplate: "%{y:.4~g}, %{customdata}" };
}

function rate(answer, colours) {
  return {
    type: "scatter", name: "learning rate η", x: Float64Array.from(answer.updates), y: Float64Array.from(answer.rates), mode: "lines",
    line: { color: colours.muted, dash: "dash", width: 1.5 }, hovertemplate: "%{y:.4~g}",
  };
}

/** From 10 % to 90 % of a layer's parameters. */
function band(x, low, high, colour) {
  const known = Array.from(x.keys()).filter((index) => Number.isFinite(low[index]) && Number.isFinite(high[index]));
  const back = known.slice().reverse();
  return {
    type: "scatter", name: "10 % to 90 %", showlegend: false, mode: "lines", fill: "toself", hoverinfo: "skip", line: { color: colour, width: 0.4 },
    x: Float64Array.from([...known, ...back], (index) => x[index]), y: Float64Array.from([...known.map((index) => high[index]), ...back.map((index) => low[index])]),
    fillcolor: colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.2)"),
  };
}

/** A faint line where an epoch ends, unless there are too many of them. */
function epochLines({ updates, epochs }, colours) {
  const ends = updates.filter((_, index) => index > 0 && epochs[index] !== epochs[index - 1]);
  if (ends.length > MOST_EPOCHS) return [];
  return ends.map((update) => ({ type: "line", xref: "x", yref: "paper", x0: update - 0.5, x1: update - 0.5, y0: 0, y1: 1, line: { color: colours.axis, width: 1, dash: "dot" } }));
}

/** Each watched weight: how consistent its gradients are, and its gain (Hinton 6d). `names(subject)` says which it is. */
export function consistencyFigure({ answer, subject, names }, colours) {
  const layout = {
    xaxis: { title: { text: "consistency |mean g| / mean |g|" }, range: [-0.03, 1.03], autorange: false }, hovermode: "closest",
    yaxis: { title: { text: "gain" }, ...LOGARITHMIC }, margin: MARGIN,
  };
  const layers = answer.layers.length;
  const traces = answer.layers.map((_, index) => dots(answer, index + 1, names, {
    name: layerName(index, layers), marker: { color: layerColour(index, layers, colours), symbol: SYMBOLS[index % SYMBOLS.length], size: 7, opacity: 0.75 },
  })).filter(({ x }) => x.length);
  if (!traces.length) return { traces: [], layout: { ...layout, yaxis: { ...layout.yaxis, range: [0, 1] } }, empty: true };
  if (subject.unit !== null) traces.push(ring(answer, subject, colours));
  return { traces, layout, empty: false };
}

function dots(answer, layer, names, look) {
  const chosen = answer.inLayer(layer).filter((index) => Number.isFinite(answer.consistency[index]) && answer.gain[index] > 0);
  return {
    type: "scatter", mode: "markers", ...look, x: Float64Array.from(chosen, (index) => answer.consistency[index]), y: Float64Array.from(chosen, (index) => answer.gain[index]),
    customdata: chosen.map((index) => [names(subjectAt(answer.layers, answer.watched[index])), answer.watched[index]]), hovertemplate: "%{customdata[0]}<br>consistency %{x:.2f}, gain %{y:.3~g}<extra></extra>",
  };
}

function ring(answer, subject, colours) {
  const index = answer.watched.indexOf(placeOf(answer.layers, subject));
  return {
    type: "scatter", mode: "markers", name: "looked at", x: Float64Array.of(answer.consistency[index] ?? NaN), y: Float64Array.of(answer.gain[index] ?? NaN), hoverinfo: "skip",
    marker: { symbol: "circle-open", size: 15, color: colours.text, line: { width: 2.4 } },
  };
}

/** The words for a whole chart, for those who do not see it. */
export function trackWords(answer, subject, track) {
  return TRACKS[track](answer).map(([name, words]) => `${words} ${middle(answer.quantity(name, subject).y)?.toPrecision(3)} in the middle`).join(", ");
}
