// Every trial as a line through its settings to its score: where the strong lines meet, there it is good. Pure.

import { accurate, titleOf } from "../../search/objective.js";
import { figure as short } from "../../numbers.js";
import { shareOf } from "./axes.js";
import { frame, lines } from "./marks.js";
import { legendOf, ranked, shadesOf } from "./shading.js";

const MOST_AXES = 9;
const STRONGEST = 2.5;

/** The score stands first, as in Optuna, then the settings. A trial without a score has no line. */
export function parallelCoordinate({ trials, objective, axes, narrow = false }, colours) {
  const known = ranked(trials, objective);
  const shown = axes.slice(0, MOST_AXES);
  const places = shown.length + 1;
  const bare = { showgrid: false, showline: false, zeroline: false, showticklabels: false, ticks: "", fixedrange: true, autorange: false, title: { text: "" } };
  const layout = { xaxis: { ...bare, range: [-0.15, places - 0.72] }, yaxis: { ...bare, range: [-0.06, narrow ? 1.26 : 1.14] }, hovermode: false, margin: { l: 8, r: 8, t: 32, b: 8 } };
  if (known.length < 2 || shown.length === 0) return { traces: [], layout, empty: true, marks: [] };
  const columns = [scoreColumn(known, objective), ...shown];
  const shades = shadesOf(trials, objective, colours);
  const items = known.map((trial) => ({
    trial: trial.number, xs: columns.map((_, place) => place), ys: columns.map((axis) => shareOf(axis, axis.at(trial))), colour: shades.get(trial.number), width: known.length > 300 ? 0.8 : 1.3,
  })).reverse();
  items.at(-1).width = STRONGEST;
  return {
    traces: [{ ...frame([0, places - 1], [0, 1]) }, ...legendOf(known, colours, "lines")],
    layout: { ...layout, shapes: columns.map((_, place) => upright(place, colours)), annotations: columns.flatMap((axis, place) => words(axis, place, colours, { last: columns.length - 1, narrow })) },
    empty: false, marks: [{ ...lines(items), below: true }],
  };
}

function scoreColumn(known, objective) {
  const scores = known.map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const log = !accurate(objective) && low > 0 && high / low > 10;
  const text = accurate(objective) ? (value) => `${(100 * value).toFixed(1)} %` : short;
  return { label: titleOf(objective).toLowerCase(), log, low, high, categories: null, at: ({ score }) => score, text };
}

const upright = (place, colours) => ({ type: "line", xref: "x", yref: "y", x0: place, x1: place, y0: 0, y1: 1, line: { color: colours.axis, width: 1.5 } });

function words(axis, place, colours, { last, narrow }) {
  const note = (text, y, more = {}) => ({
    xref: "x", yref: "y", x: place, y, text, showarrow: false, xanchor: "left", xshift: 4, font: { color: colours.muted, size: 11 }, bgcolor: colours["surface-raised"], opacity: 0.9, ...more,
  });
  return [
    // Side by side the names need more room than a phone has: every second one stands higher.
    note(axis.label, narrow && place % 2 ? 1.25 : 1.13, { xanchor: place === 0 ? "left" : place === last ? "right" : "center", xshift: place === 0 ? -20 : place === last ? 40 : 0, yanchor: "top", font: { color: colours.text, size: 12 } }),
    // Beside the last axis the plot ends.
    ...ticksOf(axis).map(({ share, text }) => note(text, share, place === last ? { xanchor: "right", xshift: -4 } : {})),
  ];
}

/** [{share, text}]: the categories, or the ends and the middle of the numbers. */
export function ticksOf(axis) {
  if (axis.categories) return axis.categories.map((text, place) => ({ share: shareOf(axis, place), text }));
  const middle = axis.log ? Math.sqrt(axis.low * axis.high) : (axis.low + axis.high) / 2;
  const values = axis.high > axis.low ? [axis.low, middle, axis.high] : [axis.low];
  return values.map((value) => ({ share: shareOf(axis, value), text: axis.text(value) }));
}
