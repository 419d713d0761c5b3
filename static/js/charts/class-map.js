// The whole class on one map: every student's experiment of now as a dot, learning rate across, momentum up, the best in
// validation strong and the worst faint. Pure.

import { bestOf, nameOf, stateOf } from "../wall/rows.js";
import { literal } from "./composed.js";
import { mixed } from "./search/shading.js";

const OWN = "diamond";
const LOST = ["diverged", "failed"];

/** The rows that stand on the map of a data set, each with its rank from 0, the best, to 1; null: no figure, or lost. */
export function ranked(rows, dataset) {
  const placed = rows.filter((row) => row.dataset === dataset && row.rate > 0);
  const known = placed.filter((row) => !LOST.includes(row.state) && (row.accuracy ?? row.loss ?? null) !== null);
  const order = [...known].sort((one, other) => (other.accuracy ?? -1) - (one.accuracy ?? -1) || (one.loss ?? Infinity) - (other.loss ?? Infinity));
  const last = Math.max(1, order.length - 1);
  return placed.map((row) => ({ row, rank: known.includes(row) ? order.indexOf(row) / last : null }));
}

/** [[data set, how many stand on its map]], the fullest first. */
export function datasetsOn(rows) {
  const counts = new Map();
  for (const { dataset, rate } of rows) if (dataset && rate > 0) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
  return [...counts].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
}

/** `sight`: {rows, mine, dataset}. */
export function classMap({ rows, mine, dataset }, colours) {
  const dots = ranked(rows, dataset);
  const groups = [
    ["others", dots.filter(({ row, rank }) => rank !== null && row.key !== mine?.key), "circle"],
    ["diverged or failed", dots.filter(({ row }) => LOST.includes(row.state) && row.key !== mine?.key), "x"],
    ["no figure yet", dots.filter(({ row, rank }) => rank === null && !LOST.includes(row.state) && row.key !== mine?.key), "circle-open"],
    ["you", dots.filter(({ row }) => row.key === mine?.key), OWN],
  ];
  const traces = groups.filter(([name, some]) => some.length && name !== "others").map(([name, some, symbol]) => trace(name, some, symbol, mine, colours));
  const others = trace("best in validation: strong; worst: faint", groups[0][1], "circle", mine, colours);
  return {
    traces: [others, ...traces], empty: dots.length === 0,
    layout: {
      xaxis: { title: { text: "Learning rate" }, type: "log", exponentformat: "power", autorange: true, minorloglabels: "none", dtick: 1 },
      yaxis: { title: { text: "Momentum (β, or β₁)" }, range: [-0.06, 1.06], autorange: false, dtick: 0.25 },
      hovermode: "closest",
    },
  };
}

function trace(name, dots, symbol, mine, colours) {
  return {
    type: "scatter", mode: "markers", name, x: dots.map(({ row }) => row.rate), y: dots.map(({ row }) => row.momentum),
    marker: { symbol, size: symbol === OWN ? 17 : 13, color: dots.length ? dots.map((dot) => colourOf(dot, colours)) : colours.accent, line: { color: colours.text, width: symbol === OWN ? 2 : 1 } },
    text: dots.map(({ row }) => literal(inWords(row, mine))), hovertemplate: "%{text}<extra></extra>",
  };
}

function colourOf({ row, rank }, colours) {
  if (LOST.includes(row.state)) return colours.danger;
  return rank === null ? colours.muted : mixed(colours.accent, colours.border, rank);
}

/** "Ada: momentum, 96.4 % loss 0.1, Training". */
export function inWords(row, mine) {
  const { main, more } = bestOf(row);
  return `${nameOf(row, mine)}: ${main} ${more}, ${stateOf(row).toLowerCase()}`;
}
