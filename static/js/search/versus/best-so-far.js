// The best score a search has seen against the epochs it has spent, had its trials come in other orders. Pure.

import { SIDES as LOOKS } from "../../charts/search/groups.js";
import { accurate } from "../objective.js";
import { OVER, SIDES } from "./pairs.js";

/** So many orders in all, shared by the repeats. */
const ORDERS = 600;
const FEWEST = 20;
const BAND = [0.1, 0.5, 0.9];

/**
 * {epochs, low, middle, high}: quantiles 10, 50 and 90 % of the best score so far over re-drawn orders of the ended trials of
 * every repeat, after as many epochs as 1, 2, … trials take on average; null before any has a score. Same input, same band.
 */
export function bestSoFar(pairs, side, objective) {
  const searches = pairs.map((pair) => pair[side].filter(({ state }) => OVER.includes(state))).filter((trials) => trials.some(({ score }) => score !== null));
  if (!searches.length) return null;
  const sign = accurate(objective) ? -1 : 1;
  const most = Math.max(...searches.map((trials) => trials.length));
  const mean = searches.flat().reduce((sum, { epochs }) => sum + epochs, 0) / searches.flat().length;
  const epochs = Array.from({ length: most }, (_, index) => (index + 1) * mean);
  const columns = epochs.map(() => []);
  const random = drawing(most);
  const orders = Math.max(FEWEST, Math.round(ORDERS / searches.length));
  for (const trials of searches) {
    for (let order = 0; order < orders; order += 1) walk(shuffled(trials, random), epochs, sign, columns);
  }
  const quantile = (share) => columns.map((scores) => (scores.length ? sign * ranked(scores, share) : null));
  const [low, middle, high] = BAND.map(quantile);
  return { epochs, low, middle, high };
}

/** Adds to each column the best score that this order has seen by then; before a trial has ended nothing is known. */
function walk(trials, epochs, sign, columns) {
  let [spent, next, best] = [0, 0, Infinity];
  epochs.forEach((limit, column) => {
    while (next < trials.length && spent + trials[next].epochs <= limit * (1 + 1e-9)) {
      spent += trials[next].epochs;
      if (trials[next].score !== null) best = Math.min(best, sign * trials[next].score);
      next += 1;
    }
    if (best < Infinity) columns[column].push(best);
  });
}

function ranked(scores, share) {
  scores.sort((one, other) => one - other);
  return scores[Math.min(scores.length - 1, Math.floor(share * scores.length))];
}

function shuffled(trials, random) {
  const order = [...trials];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32): a band must not tremble when it is drawn again. */
function drawing(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The figure of both sides; `shown`: {pairs, objective, title}. */
export function bestSoFarFigure({ pairs, objective, title }, colours) {
  const layout = {
    xaxis: { title: { text: "epochs spent, in all" }, rangemode: "tozero" }, yaxis: { title: { text: `best ${title.toLowerCase()} so far` } },
    hovermode: "x unified", showlegend: true,
  };
  const traces = SIDES.flatMap((side) => {
    const curve = bestSoFar(pairs, side, objective);
    return curve ? sideTraces(curve, side, colours) : [];
  });
  return { traces, layout: traces.length ? layout : { ...layout, xaxis: { ...layout.xaxis, range: [0, 1] }, yaxis: { ...layout.yaxis, range: [0, 1] } }, empty: traces.length === 0 };
}

function sideTraces({ epochs, low, middle, high }, side, colours) {
  const { colour, dash, shape } = LOOKS[side];
  const shared = { type: "scatter", x: epochs, legendgroup: side, mode: "lines" };
  const edge = { ...shared, line: { width: 0, shape: "hv" }, showlegend: false, hoverinfo: "skip" };
  const fillcolor = colours[colour].replace(/^rgb\((.*)\)$/, "rgba($1, 0.16)");
  return [
    { ...shared, name: `${side}, median`, y: middle, mode: epochs.length < 60 ? "lines+markers" : "lines", line: { color: colours[colour], dash, width: 2.5, shape: "hv" }, marker: { color: colours[colour], size: 5, symbol: shape }, hovertemplate: "%{y:.4~g}" },
    { ...edge, name: `${side}, 10 %`, y: low }, { ...edge, name: `${side}, 10 to 90 %`, y: high, fill: "tonexty", fillcolor },
  ];
}
