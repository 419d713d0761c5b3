// The whole class on one map: every student's experiment of now as a dot, learning rate across, momentum up, the best in
// validation strong and the worst faint. Pure.

import { figure } from "../numbers.js";
import { bestOf, nameOf, stateOf } from "../wall/rows.js";
import { literal } from "./composed.js";
import { mixed } from "./search/shading.js";

const OWN = "diamond";
/** Of the width and the height of the map: how far those at one place stand apart. */
const APART = 0.022;
const TURN = 2.4; // the golden angle: no two stand behind each other
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

/** Where each dot stands: a class that begins with the same settings is a swarm around them, not one dot. */
export function spread(dots) {
  const rates = dots.map(({ row }) => Math.log10(row.rate));
  const width = Math.max(1, Math.max(...rates) - Math.min(...rates));
  const counts = new Map();
  return dots.map((dot, index) => {
    const { rate, momentum } = dot.row;
    const before = counts.get(`${rate} ${momentum}`) ?? 0;
    counts.set(`${rate} ${momentum}`, before + 1);
    const far = APART * Math.sqrt(before);
    return { ...dot, x: 10 ** (rates[index] + far * width * Math.cos(TURN * before)), y: momentum + 1.3 * far * Math.sin(TURN * before) };
  });
}

/** `sight`: {rows, mine, dataset}. */
export function classMap({ rows, mine, dataset }, colours) {
  const dots = spread(ranked(rows, dataset));
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
      xaxis: { title: { text: "Learning rate" }, type: "log", exponentformat: "power", ...(dots.length ? { autorange: true } : { autorange: false, range: [-4, 1] }), minorloglabels: "none", dtick: 1 },
      yaxis: { title: { text: "Momentum (β, or β₁)" }, range: [-0.1, 1.1], autorange: false, dtick: 0.25 },
      hovermode: "closest",
    },
  };
}

function trace(name, dots, symbol, mine, colours) {
  return {
    type: "scatter", mode: "markers", name, x: dots.map(({ x }) => x), y: dots.map(({ y }) => y),
    marker: { symbol, size: symbol === OWN ? 17 : 13, color: dots.length ? dots.map((dot) => colourOf(dot, colours)) : colours.accent, line: { color: colours.text, width: symbol === OWN ? 2 : 1 } },
    text: dots.map(({ row }) => literal(inWords(row, mine))), hovertemplate: "%{text}<extra></extra>",
  };
}

function colourOf({ row, rank }, colours) {
  if (LOST.includes(row.state)) return colours.danger;
  return rank === null ? colours.muted : mixed(colours.accent, colours.border, rank);
}

/** "Ada: 96.4 % loss 0.1, training, learning rate 0.01, momentum 0.9". */
export function inWords(row, mine) {
  const { main, more } = bestOf(row);
  return `${nameOf(row, mine)}: ${main} ${more}, ${stateOf(row).toLowerCase()}, learning rate ${figure(row.rate)}, momentum ${figure(row.momentum)}`;
}
