// Draws the small picture of a lane: its map over the data or, where these are no points on a map, its answers.

import { drawLinePoints, heightsOf, paintCurves } from "../network/output/curve.js";
import { paintHeat } from "../network/output/heat.js";
import { css, palette } from "../network/palette.js";

const SHOWN = { train: true, validation: false, test: false };
const ROOM = 0.12;
const GAP = 1;

/** `drawn`: what the worker made of a network, {maps} or {answers}. */
export function drawLane(context, scene, { maps, answers }, size) {
  if (answers) return answers.shares ? drawShares(context, answers, size) : drawNumbers(context, answers, size);
  const place = { steps: false, region: scene.domain, ...size };
  if (scene.kind === "plane") return paintHeat(context, scene, maps, place);
  const heights = heightsOf(scene, null, maps);
  drawLinePoints(context, scene, SHOWN, scene.domain, heights, size);
  return paintCurves(context, scene, maps, { ...place, heights });
}

/** A row for each true class, a column for each that is said; on the diagonal the network is right. */
function drawShares(context, { shares, broken }, { width, height }) {
  if (broken) return;
  const { zero, positive, negative } = palette();
  const cell = Math.min(width, height) / shares.length;
  const gap = cell > 8 ? GAP : 0;
  shares.forEach((row, truth) => row.forEach((share, said) => {
    // Its root: one mistake in a hundred is to be seen as well.
    const part = Math.sqrt(share);
    context.fillStyle = css(zero.map((value, channel) => Math.round(value + ((truth === said ? positive : negative)[channel] - value) * part)));
    context.fillRect(said * cell, truth * cell, cell - gap, cell - gap);
  }));
}

/** All lanes have the axes of the true numbers, so that their pictures can be compared. */
function drawNumbers(context, { truth, said }, { width, height }) {
  const [least, most] = truth.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const room = (most - least || 1) * ROOM;
  const at = (value) => Math.max(0, Math.min(1, (value - least + room) / (most - least + 2 * room)));
  const { text, validation } = palette();
  Object.assign(context, { strokeStyle: css(text), lineWidth: 1, globalAlpha: 0.4 });
  context.beginPath();
  context.moveTo(0, height);
  context.lineTo(width, 0);
  context.stroke();
  Object.assign(context, { fillStyle: css(validation), globalAlpha: truth.length > 150 ? 0.45 : 0.7 });
  truth.forEach((value, index) => {
    if (!Number.isFinite(said[index])) return;
    context.beginPath();
    context.arc(at(value) * width, (1 - at(said[index])) * height, 2, 0, 2 * Math.PI);
    context.fill();
  });
  context.globalAlpha = 1;
}
