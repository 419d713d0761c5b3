// A slice of the loss as a map with lines of equal loss, and the path of training on it. Pure.

import { figure } from "../numbers.js";
import { mixed } from "./search/shading.js";

const MARKS = 400;
const STEPS = 16;
/** How much of the accent the highest places take on: as in the surface lab, valleys are bare ground. */
const TINT = 0.6;
/** Result → its shades: of the very same arrays Plotly computes no lines anew when only the path has grown. */
const known = new WeakMap();

/**
 * `shown`: {result, points, epoch, log}: what is known of the slice, the path in order, the epoch on show, whether shades go by powers.
 */
export function lossSliceFigure(shown, colours) {
  const { result } = shown;
  const layout = {
    xaxis: axis(result, "a"), yaxis: axis(result, "b"), hovermode: "closest", showlegend: false, margin: { l: 56, r: 14, t: 12, b: 46 },
  };
  if (!result?.values.length) return { traces: [], layout, empty: true };
  const { rows, levels, bar } = shades(shown);
  const surface = {
    type: "contour", x: result.a, y: result.b, z: levels, customdata: rows, colorscale: scaleOf(colours), contours: { coloring: "heatmap" }, ncontours: 18,
    line: { width: 0.8, color: mixed(colours["surface-raised"], colours.accent, 0.8) }, colorbar: { ...bar, ...barLook(colours) }, hovertemplate: "loss %{customdata:.4~g}<extra>slice</extra>", name: "loss on the plane",
  };
  return { traces: [surface, ...pathTraces(shown, colours)], layout, empty: false };
}

/** The words of an axis: how far a step along a direction goes. */
function axis(result, name) {
  const number = name === "a" ? 0 : 1;
  const title = axisWords(result, number);
  const places = result?.[name];
  return { title: { text: title }, zeroline: true, autorange: false, range: places ? [places[0], places.at(-1)] : [-1, 1] };
}

/** "direction 1 of the path (84.2 %)". */
export function axisWords(result, number) {
  if (!result) return `direction ${number + 1}`;
  if (result.directions !== "path" || !result.explained) return `random direction ${number + 1}`;
  return `direction ${number + 1} of the path (${(100 * result.explained[number]).toFixed(1)} %)`;
}

/** The grid as rows of losses and of shades, and the ticks of the bar beside it. Points that are not known yet are gaps. */
export function shades({ result, log }) {
  if (!known.has(result)) known.set(result, {});
  const kept = known.get(result);
  return kept[log] ??= shaded(result, log);
}

function shaded(result, log) {
  const { values, a } = result;
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || (log && value <= 0)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const level = (value) => (value === null || value === undefined ? null : log ? Math.log10(Math.max(value, least)) : value);
  const rows = result.b.map((_, row) => result.a.map((__, column) => values[row * a.length + column] ?? null));
  const heights = log ? rows.map((row) => row.map((value) => (value > 0 ? value : null))) : rows;
  return { rows, heights, levels: rows.map((row) => row.map(level)), least, most, bar: log ? powers(least, most) : { tickformat: ".3~g" } };
}

function powers(least, most) {
  if (!(most > 0)) return {};
  const [low, high] = [Math.log10(least), Math.log10(most)];
  const places = Array.from({ length: 6 }, (_, step) => low + (step / 5) * (high - low));
  return { tickmode: "array", tickvals: places, ticktext: places.map((place) => figure(10 ** place)) };
}

/** From the ground of the page, where the loss is least, to a tint of the accent. */
export function scaleOf(colours) {
  return Array.from({ length: STEPS + 1 }, (_, step) => [step / STEPS, mixed(colours["surface-raised"], colours.accent, (TINT * step) / STEPS)]);
}

/** How the bar of shades looks. */
export function barLook(colours) {
  return { thickness: 10, outlinewidth: 0, tickfont: { color: colours.muted, size: 11 }, title: { text: "loss", side: "right", font: { color: colours.muted, size: 11 } } };
}

/** A line with a rim that stands out on every shade; a dot per network where they are few; start, end and the epoch on show. */
function pathTraces({ points, epoch }, colours) {
  if (!points.length) return [];
  const [x, y] = ["a", "b"].map((name) => points.map((point) => point[name]));
  const few = points.length <= MARKS;
  const shared = { type: "scatter", x, y };
  const rim = { ...shared, mode: "lines", line: { color: colours["surface-raised"], width: 5 }, hoverinfo: "skip", name: "rim" };
  const line = {
    ...shared, mode: few ? "lines+markers" : "lines", line: { color: colours.text, width: 2 }, marker: { color: colours.text, size: 4 }, name: "path",
    customdata: points.map((point) => [point.epoch, point.loss, point.beside]),
    hovertemplate: "epoch %{customdata[0]}<br>its own loss %{customdata[1]:.4~g}<br>%{customdata[2]:.3~g} off the plane<extra>path</extra>",
  };
  const mark = (point, symbol, size, name) => ({
    type: "scatter", x: [point.a], y: [point.b], mode: "markers", name, hoverinfo: "skip",
    marker: { symbol, size, color: symbol.endsWith("open") ? colours.text : colours["surface-raised"], line: { color: colours.text, width: 2 } },
  });
  const here = points.findLast((point) => point.epoch <= epoch) ?? points[0];
  return [rim, line, mark(points[0], "square", 9, "start"), mark(points.at(-1), "circle", 9, "end"), mark(here, "circle-open", 17, "on show")];
}
