// The same slice as a landscape: the loss is its height, and the path walks at the height of each network's own loss. Pure.

import { axisWords, barLook, scaleOf, shades } from "./loss-slice.js";

const LINES = 16;
const FEW = 100;
const FEWER = 4;

/** `shown` as for `lossSliceFigure`. */
export function lossSurfaceFigure(shown, colours) {
  const { result, points, epoch, log } = shown;
  const layout = { showlegend: false, margin: { l: 0, r: 0, t: 0, b: 0 }, scene: scene(shown, colours), uirevision: "slice", xaxis: { visible: false }, yaxis: { visible: false } };
  if (!result?.values.length) return { traces: [], layout, empty: true };
  const { heights, levels, bar } = shades(shown);
  const surface = {
    type: "surface", x: result.a, y: result.b, z: heights, surfacecolor: levels, colorscale: scaleOf(colours), showscale: true,
    colorbar: { ...bar, ...barLook(colours), len: 0.7, x: 0.98, xanchor: "right" }, opacity: 0.96, hovertemplate: "loss %{z:.4~g}<extra>slice</extra>", name: "loss on the plane",
    lighting: { ambient: 0.75, diffuse: 0.45, specular: 0.05, roughness: 0.9 },
    contours: { x: { highlight: false }, y: { highlight: false }, z: { highlight: false, show: true, usecolormap: false, color: colours.accent, width: 1, ...lines(shown) } },
  };
  const shownPoints = points.filter(({ loss }) => loss !== null && (!log || loss > 0));
  const here = shownPoints.findLast((point) => point.epoch <= epoch) ?? shownPoints[0];
  return { traces: [surface, ...(here ? [line(shownPoints, colours), mark(here, colours)] : [])], layout, empty: false };
}

/** Lines of equal height, as many as there is room for; a logarithmic axis spaces its own. */
function lines({ result, log }) {
  const { least, most } = shades({ result, log });
  return log || !(most > least) ? { show: false } : { start: least, end: most, size: (most - least) / LINES };
}

function line(points, colours) {
  return {
    type: "scatter3d", mode: "lines", x: points.map(({ a }) => a), y: points.map(({ b }) => b), z: points.map(({ loss }) => loss), name: "path",
    line: { color: colours.text, width: 6 }, customdata: points.map((point) => [point.epoch, point.beside]),
    hovertemplate: "epoch %{customdata[0]}<br>its own loss %{z:.4~g}<br>%{customdata[1]:.3~g} off the plane<extra>path</extra>",
  };
}

function mark({ a, b, loss }, colours) {
  return { type: "scatter3d", mode: "markers", x: [a], y: [b], z: [loss], name: "on show", hoverinfo: "skip", marker: { size: 6, color: colours["surface-raised"], line: { color: colours.text, width: 2 } } };
}

function scene({ result, log }, colours) {
  const look = { gridcolor: colours.grid, linecolor: colours.axis, zerolinecolor: colours.grid, tickfont: { color: colours.muted, size: 11 }, backgroundcolor: "rgba(0,0,0,0)", showspikes: false };
  const titled = (text) => ({ ...look, title: { text, font: { color: colours.muted, size: 12 } } });
  const along = (name, number) => ({ ...titled(axisWords(result, number)), ...(result ? { range: [result[name][0], result[name].at(-1)] } : {}) });
  return {
    dragmode: "orbit", aspectmode: "manual", aspectratio: { x: 1, y: 1, z: 0.7 }, camera: { eye: { x: 1.35, y: -1.35, z: 0.9 } },
    xaxis: along("a", 0), yaxis: along("b", 1), zaxis: { ...titled("loss"), type: log ? "log" : "linear", exponentformat: "power", ...decades(result, log) },
  };
}

/** Where there are several powers of ten, nothing is said between them; within two of them, only 2 and 5. */
function decades(result, log) {
  if (!log || !result) return {};
  const { least, most } = shades({ result, log });
  return most / least > FEW ? { dtick: 1 } : most / least > FEWER ? { dtick: "D2" } : {};
}
