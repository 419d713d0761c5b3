// Draws what an ensemble says: on a plane its average with every member's border, on a line its average among faint curves,
// and where its members disagree.

import { css, palette } from "../../network/palette.js";
import { curvesOf, drawLinePoints, heightsOf } from "../../network/output/curve.js";
import { paintHeat } from "../../network/output/heat.js";
import { drawPoints } from "../../network/output/marks.js";
import { fractionOf } from "../../network/output/region.js";
import { inUnits, isClassification } from "../../network/output/sayings.js";

/** The ground is softer than what lies on it. */
const SOFT = 0.72;
const FAINT = 0.38;
const cells = document.createElement("canvas");

/** The map of outputs over the whole domain of a plane. */
export function drawGround(context, scene, grid, outputs, size, softness = SOFT) {
  context.globalAlpha = softness;
  paintHeat(context, scene, { focus: null, output: { ...grid, values: outputs } }, { steps: false, region: scene.domain, ...size });
  context.globalAlpha = 1;
}

/** The average, bold, over what every member says, faint; `pointed`: the place of a voter that is looked at, or null. */
export function drawTogether(context, scene, maps, size, options, pointed = null) {
  if (scene.kind === "line") {
    drawCurves(context, scene, maps, size, options, pointed);
    return;
  }
  drawGround(context, scene, maps.grid, maps.average, size);
  for (const border of maps.borders) drawBorder(context, border, size, { width: 1.2, alpha: FAINT });
  drawPoints(context, scene, options, scene.domain, size);
  drawBorder(context, maps.border, size, { width: 5, colour: palette().surface, alpha: 0.85 });
  drawBorder(context, maps.border, size, { width: 2.6 });
  if (pointed !== null && maps.borders[pointed]) drawBorder(context, maps.borders[pointed], size, { width: 2.2, dash: [6, 4], colour: palette().validation });
}

function drawBorder(context, pieces, { width: across, height: down }, { width, alpha = 1, colour = palette().text, dash = [] }) {
  context.beginPath();
  for (let at = 0; at < pieces.length; at += 4) {
    context.moveTo(pieces[at] * across, pieces[at + 1] * down);
    context.lineTo(pieces[at + 2] * across, pieces[at + 3] * down);
  }
  stroke(context, { width, alpha, colour, dash });
}

function stroke(context, { width, alpha = 1, colour = palette().text, dash = [] }) {
  Object.assign(context, { lineWidth: width, strokeStyle: Array.isArray(colour) ? css(colour) : colour, globalAlpha: alpha, lineJoin: "round", lineCap: "round" });
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Fitted curves: faint ones of the members, the band of their standard deviation, and the bold average. */
function drawCurves(context, scene, maps, size, options, pointed) {
  const heights = heightsOf(scene, null, null);
  const at = (value) => (1 - fractionOf({ low: [heights.low], high: [heights.high] }, 0, value)) * size.height;
  const path = (values) => {
    context.beginPath();
    for (let index = 0; index < values.length; index += 1) context[index ? "lineTo" : "moveTo"]((index / (values.length - 1)) * size.width, bounded(at(values[index]), size));
  };
  if (!isClassification(scene)) drawBand(context, scene, maps, size, at);
  for (const index of maps.voters) {
    for (const { values, colour } of curvesOf(scene, maps.members[index])) {
      path(values);
      stroke(context, { width: 1.2, alpha: FAINT, colour });
    }
  }
  drawLinePoints(context, scene, options, scene.domain, heights, size);
  for (const { values, colour } of curvesOf(scene, maps.average)) {
    path(values);
    stroke(context, { width: 5.5, colour: palette().surface, alpha: 0.85 });
    path(values);
    stroke(context, { width: 3.2, colour });
  }
  if (pointed === null) return;
  for (const { values } of curvesOf(scene, maps.members[maps.voters[pointed]])) {
    path(values);
    stroke(context, { width: 2.2, dash: [6, 4], colour: palette().validation });
  }
}

function drawBand(context, scene, maps, size, at) {
  const { average: [middle], disagreement } = maps;
  const place = (index, sign) => [(index / (middle.length - 1)) * size.width, bounded(at(inUnits(scene, middle[index] + sign * disagreement[index])), size)];
  context.beginPath();
  for (let index = 0; index < middle.length; index += 1) context[index ? "lineTo" : "moveTo"](...place(index, 1));
  for (let index = middle.length - 1; index >= 0; index -= 1) context.lineTo(...place(index, -1));
  context.closePath();
  Object.assign(context, { fillStyle: css(palette().validation), globalAlpha: 0.16 });
  context.fill();
  context.globalAlpha = 1;
}

const bounded = (place, { height }) => Math.max(-height, Math.min(2 * height, place));

/** How much the members disagree, place by place: from the panel's ground to the colour of validation at `limit`. */
export function drawDisagreement(context, scene, { grid, disagreement, border }, size, { limit, options }) {
  const image = new ImageData(grid.width, grid.height);
  const { surface, validation } = palette();
  disagreement.forEach((value, cell) => {
    const part = Math.max(0, Math.min(1, value / limit));
    for (let channel = 0; channel < 3; channel += 1) image.data[cell * 4 + channel] = surface[channel] + (validation[channel] - surface[channel]) * part;
    image.data[cell * 4 + 3] = 255;
  });
  Object.assign(cells, { width: grid.width, height: grid.height });
  cells.getContext("2d").putImageData(image, 0, 0);
  context.drawImage(cells, 0, 0, size.width, size.height);
  drawPoints(context, scene, options, scene.domain, size);
  drawBorder(context, border, size, { width: 1.6, alpha: 0.8 });
}

/** The most that members disagree anywhere, and never nothing: a colour needs a scale. */
export function limitOf({ disagreement }) {
  return disagreement.reduce((most, value) => Math.max(most, value), 0) || 1;
}
