// A learning-rate range test: the loss of each mini-batch and its running mean against the rate, and what to choose. Pure.

import { figure } from "../numbers.js";
import { suggested, stillFalling } from "../rates/words.js";

/** A smoothed loss this many times the least one is where the curve leaves the picture. */
const TOP = 4.4;
const STEP = 0.085;

/** `shown`: {result, low, high, rate, limit}: what is known of the test, its ends, the rate that is set, and 2/λ_max (or null). */
export function rangeTestFigure(shown, colours) {
  const { result, low, high } = shown;
  const ends = [low, high].map((rate) => Math.log10(rate));
  const layout = {
    xaxis: { type: "log", autorange: false, range: ends, dtick: 1, exponentformat: "power", title: { text: "learning rate η" } },
    yaxis: { autorange: false, range: [0, 1], title: { text: "loss" }, rangemode: "tozero" },
    hovermode: "x unified", margin: { l: 52, r: 14, t: 32, b: 44 },
  };
  if (!result?.loss.length) return { traces: [], layout, empty: true };
  const x = Float64Array.from(result.learning_rate);
  const column = (name) => Float64Array.from(result[name], (value) => value ?? NaN);
  const shared = { type: "scatter", x, hovertemplate: "%{y:.4~g}" };
  const traces = [
    { ...shared, y: column("loss"), name: "each mini-batch", mode: "markers", marker: { color: colours.muted, size: 4, opacity: 0.55 } },
    { ...shared, y: column("smoothed_loss"), name: "smoothed", mode: "lines", line: { color: colours.train, width: 2.5 } },
  ];
  const least = result.found?.learning_rate_at_minimum;
  if (least) traces.push(ring(result, least, colours));
  const { shapes, annotations } = marks(shown, colours);
  layout.yaxis.range = [0, highest(result.smoothed_loss)];
  return { traces, layout: { ...layout, shapes, annotations }, empty: false };
}

/** The first loss and the first part of the explosion are in sight, whatever comes after. */
export function highest(smoothed) {
  const known = smoothed.filter((value) => value !== null);
  if (!known.length) return 1;
  const least = known.reduce((one, other) => Math.min(one, other));
  const most = known.reduce((one, other) => Math.max(one, other));
  return 1.15 * Math.max(known[0], Math.min(most, TOP * least)) || 1;
}

function ring(result, least, colours) {
  const y = result.smoothed_loss[result.learning_rate.indexOf(least)];
  return {
    type: "scatter", x: Float64Array.of(least), y: Float64Array.of(y), name: "least", mode: "markers", hoverinfo: "skip",
    marker: { symbol: "circle", size: 11, color: colours["surface-raised"], line: { color: colours.train, width: 2.5 } },
  };
}

/** Upright lines with their words, each in a line of its own so that none covers another. */
function marks({ result, low, high, rate, limit }, colours) {
  const { found } = result;
  const choice = suggested(result);
  const listed = [
    choice !== null && !stillFalling(result) && { at: choice, words: `suggested ${choice}`, colour: colours.accent, dash: "solid", width: 2.5 },
    rate && { at: rate, words: `now ${rate}`, colour: colours.muted, dash: "dot", width: 1.5 },
    limit && { at: limit, words: `limit ${figure(limit)}`, colour: colours.warning, dash: "dash", width: 1.8 },
    found?.exploded && { at: found.learning_rate_at_end, words: "exploded", colour: colours.danger, dash: "dashdot", width: 1.8 },
  ].filter((mark) => mark && mark.at >= low && mark.at <= high);
  const place = (at) => Math.log10(at / low) / Math.log10(high / low);
  const upright = ({ at, colour, dash, width }) => ({ type: "line", xref: "x", yref: "paper", x0: at, x1: at, y0: 0, y1: 1, line: { color: colour, dash, width } });
  const note = ({ at, words, colour }, index) => ({
    xref: "x", yref: "paper", x: Math.log10(at), y: 0.99 - index * STEP, yanchor: "top", xanchor: place(at) > 0.6 ? "right" : "left",
    xshift: place(at) > 0.6 ? -4 : 4, text: words, showarrow: false, font: { color: colour, size: 12 }, bgcolor: colours["surface-raised"],
  });
  return { shapes: listed.map(upright), annotations: listed.map(note) };
}
