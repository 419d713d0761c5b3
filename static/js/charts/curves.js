// What several charts share: a curve against the epochs, and the marks on it. Pure.

import { whole } from "../numbers.js";
import { changeInWords } from "../words.js";
import { xAxis } from "./x-axis.js";

const MARKERS_BELOW = 60;

/** One column of a run as a line against the epochs; null becomes a gap that is bridged. */
export function curve(run, column, style) {
  const y = Float64Array.from(run.columns[column], (value) => (value === null ? NaN : value));
  const drawn = line(run, y, style);
  const errors = run.columns[`${column}_error`]?.some((value) => value !== null) ? run.columns[`${column}_error`] : null;
  if (!errors) return drawn;
  const customdata = errors.map((error) => (error === null ? "" : `± ${error.toPrecision(2)}`));
  return { ...drawn, customdata, hovertemplate: `${drawn.hovertemplate} %{customdata}` };
}

/**
 * The same for values that are at hand: one per row of the run, NaN where there is none. `rows` says that there is one
 * point a row, `measured` that noise is in them which may be smoothed.
 */
export function line(run, y, { name, colour, dash = "solid", format = ".4~g", width = 2 }) {
  const x = Float64Array.from(run.columns.epoch);
  return {
    type: "scatter",
    run,
    rows: true,
    measured: true,
    name,
    x,
    y,
    mode: x.length < MARKERS_BELOW ? "lines+markers" : "lines",
    line: { color: colour, dash, width },
    marker: { color: colour, size: 4.5 },
    connectgaps: true,
    hovertemplate: `%{y:${format}}`,
  };
}

/** One standard error above and below a column that was measured on a part of its samples; [] where there is none. */
export function errorBand(run, column, colour) {
  const points = run.columns.epoch
    .map((epoch, row) => ({ epoch, value: run.columns[column][row], error: run.columns[`${column}_error`][row] }))
    .filter(({ value, error }) => value !== null && error !== null);
  if (points.length === 0) return [];
  // Losses and shares are never negative, and a logarithmic axis knows no zero.
  const lower = points.map(({ value, error }) => Math.max(value - error, value / 100)).reverse();
  const epochs = points.map(({ epoch }) => epoch);
  return [{
    type: "scatter",
    run,
    legendrank: 1001,
    name: "± standard error",
    x: Float64Array.from([...epochs, ...epochs.slice().reverse()]),
    y: Float64Array.from([...points.map(({ value, error }) => value + error), ...lower]),
    mode: "lines",
    fill: "toself",
    fillcolor: colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.22)"),
    line: { color: colour, width: 0.5 },
    hoverinfo: "skip",
  }];
}

/** A ring around the best epoch. */
export function bestMark(run, best, colour, surface) {
  return {
    type: "scatter",
    run,
    legendrank: 1002,
    name: `best: epoch ${whole(best.epoch)}`,
    x: Float64Array.of(best.epoch),
    y: Float64Array.of(best.value),
    mode: "markers",
    marker: { symbol: "circle", size: 11, color: surface, line: { color: colour, width: 2.5 } },
    hoverinfo: "skip",
  };
}

/** What happened during training: changed settings, and the end where a rule made it. */
export function changeMarks(run, colours) {
  const [changes, end] = [settingMarks(run, colours), endMark(run, colours)];
  return { shapes: [...changes.shapes, ...end.shapes], annotations: [...changes.annotations, ...end.annotations] };
}

/** A dot and the newest value at the end of each curve: [{column, colour}]. Of two curves the higher one has its value above. */
export function lastMarks(run, curves, write) {
  const ends = curves.flatMap(({ column, colour }) => {
    const row = run.columns[column].findLastIndex((value) => value !== null);
    return row < 1 ? [] : [{ epoch: run.columns.epoch[row], value: run.columns[column][row], colour }];
  });
  const highest = Math.max(...ends.map(({ value }) => value));
  return ends.map(({ epoch, value, colour }, index) => ({
    type: "scatter", run, name: "last", last: true, x: Float64Array.of(epoch), y: Float64Array.of(value), mode: "markers+text", text: [write(value)],
    textposition: value === highest && ends.findIndex((end) => end.value === highest) === index ? "top right" : "middle right",
    textfont: { color: colour, size: 11.5 }, marker: { color: colour, size: 5 }, cliponaxis: false, showlegend: false, hoverinfo: "skip",
  }));
}

/** A thin line where settings were changed; their words find room later, the newest first. */
function settingMarks(run, colours) {
  const shown = run.changes.slice(-40);
  const epochs = [...new Set(shown.map(({ epoch }) => epoch))];
  const shapes = epochs.map((epoch) => ({
    type: "line", xref: "x", yref: "paper", x0: epoch, x1: epoch, y0: 0, y1: 1,
    line: { color: colours.warning, width: 1.2, dash: "dot" },
  }));
  const annotations = epochs.map((epoch) => ({
    row: true, xref: "x", yref: "paper", x: epoch, y: 1, xanchor: "left", yanchor: "top", xshift: 4,
    text: shown.filter((change) => change.epoch === epoch).map(changeInWords).join(", "),
    showarrow: false, font: { color: colours.warning, size: 11 }, bgcolor: colours["surface-raised"],
  }));
  return { shapes, annotations };
}

const RULES = { threshold: "stopped: threshold", "stopped early": "stopped early" };

/** A line at the epoch in which a rule ended training; its words stand along it, half-way up, where curves seldom end. */
function endMark(run, colours) {
  const words = RULES[run.finished?.reason];
  if (!words) return { shapes: [], annotations: [] };
  const epoch = run.finished.epochs;
  return {
    shapes: [{ type: "line", xref: "x", yref: "paper", x0: epoch, x1: epoch, y0: 0, y1: 1, line: { color: colours.muted, width: 1.2, dash: "dash" } }],
    annotations: [{
      xref: "x", yref: "paper", x: epoch, y: 0.5, xanchor: "right", yanchor: "middle", textangle: -90, text: words,
      showarrow: false, font: { color: colours.muted, size: 11 },
    }],
  };
}

/** The axis that every training chart has below it, until another one is chosen. */
export const epochAxis = (run) => xAxis(run, "epoch");

/** Axes without a curve: a plausible range, so that the frame does not jump when the first epochs arrive. */
export function emptyLayout(layout, range) {
  return { ...layout, xaxis: { ...layout.xaxis, range: [0, 100] }, yaxis: { ...layout.yaxis, range } };
}
