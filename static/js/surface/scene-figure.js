// The landscape in three dimensions: a surface with lines of equal height, the start, the minima, and the ways of the racers. Pure.

import { literal } from "../charts/composed.js";
import { mixed } from "../charts/search/shading.js";
import { cameraOf } from "./camera.js";
import { levelsOf } from "./levels.js";
import { gridOf } from "./region.js";

const CELLS = 56;
const SHADES = 20;
const TINT = 0.5;

/**
 * {traces, layout} of a landscape of two weights over a region. `trails`: [{name, label, colour, dash, weights: [[w1, w2] …]}];
 * `camera` and `away`: from where, as `camera.js` has them. `colours` are those of the theme.
 */
export function sceneFigure(landscape, region, { start, trails = [], camera = null, away = 1 }, colours) {
  const values = gridOf(landscape, region, CELLS, CELLS);
  const levels = levelsOf(values, landscape.minima[0]?.value ?? null);
  const at = (axis) => Array.from({ length: CELLS }, (_, cell) => region.low[axis] + (cell / (CELLS - 1)) * (region.high[axis] - region.low[axis]));
  const rows = Array.from({ length: CELLS }, (_, row) => Array.from(values.subarray(row * CELLS, (row + 1) * CELLS), (value) => (Number.isFinite(value) ? value : null)));
  const surface = {
    type: "surface", x: at(0), y: at(1), z: rows, showscale: false, opacity: 0.94, hovertemplate: "w₁ %{x:.4~g}<br>w₂ %{y:.4~g}<br>error %{z:.4~g}<extra></extra>",
    colorscale: Array.from({ length: SHADES + 1 }, (_, step) => [step / SHADES, mixed(colours["surface-raised"], colours.accent, TINT * shadeAt(levels, step / SHADES))]),
    contours: { z: { show: true, usecolormap: false, color: colours.accent, width: 1.5, start: levels.low, end: levels.high, size: (levels.high - levels.low) / 14 } },
    lighting: { ambient: 0.75, diffuse: 0.5, specular: 0.08, roughness: 0.9 },
  };
  const points = [
    { name: "start", w: landscape.plane.at(start), symbol: "circle-open" },
    ...landscape.minima.map(({ w, global }) => ({ name: global ? "minimum" : "local minimum", w, symbol: "cross" })),
  ].map((each) => point(landscape, each, colours));
  return { traces: [surface, ...trails.map((trail) => line(landscape, trail, region, colours)), ...points], layout: layoutOf(region, cameraOf(camera, away), colours) };
}

/** The share of shade at a share of the height. */
function shadeAt({ low, high, shade }, share) {
  return shade(low + share * (high - low));
}

function point(landscape, { name, w, symbol }, colours) {
  return {
    type: "scatter3d", mode: "markers", name, x: [w[0]], y: [w[1]], z: [landscape.value(w)], hovertemplate: `${name}<br>w₁ %{x:.4~g}<br>w₂ %{y:.4~g}<br>error %{z:.4~g}<extra></extra>`,
    marker: { symbol, size: 6, color: colours.text, line: { color: colours.text, width: 2 } }, showlegend: false,
  };
}

/** A way as far as it stays over the region: outside there is nothing to see it against. */
function line(landscape, { name, label = "", colour, dash, weights }, region, colours) {
  const inside = ([first, second]) => first >= region.low[0] && first <= region.high[0] && second >= region.low[1] && second <= region.high[1];
  const shown = weights.map((w) => (inside(w) ? w : null));
  const column = (of) => shown.map((w) => (w ? of(w) : null));
  return {
    type: "scatter3d", mode: "lines+text", name: literal(name), x: column(([first]) => first), y: column(([, second]) => second), z: column((w) => landscape.value(w)),
    // The number of the ball at the end of its way, as on the map: colours alone do not tell everybody who is who.
    text: weights.map((_, index) => (index === weights.length - 1 ? label : "")), textposition: "top center", textfont: { color: colours.text, size: 14 },
    line: { color: colour, width: 6, dash }, hoverinfo: "name", showlegend: false,
  };
}

function layoutOf(region, camera, colours) {
  const axis = (text, colour) => ({ title: { text, font: { color: colour, size: 16 } }, color: colours.muted, gridcolor: colours.grid, zeroline: false, linecolor: colour, linewidth: 4, showline: true, backgroundcolor: "rgba(0,0,0,0)", showspikes: false, exponentformat: "power" });
  const ratio = (region.high[0] - region.low[0]) / (region.high[1] - region.low[1]);
  return {
    margin: { l: 0, r: 0, t: 0, b: 0 }, paper_bgcolor: "rgba(0,0,0,0)", font: { family: colours.font, color: colours.text, size: 12 }, showlegend: false,
    hoverlabel: { bgcolor: colours["surface-raised"], bordercolor: colours.border, font: { color: colours.text, size: 12.5 } },
    scene: {
      xaxis: axis("w₁", colours["weight-1"]), yaxis: axis("w₂", colours["weight-2"]), zaxis: axis("error", colours.text),
      aspectmode: "manual", aspectratio: { x: Math.min(1.5, ratio), y: 1, z: 0.72 }, camera,
    },
  };
}
