// Paints a landscape of one weight on a canvas: the curve of its error, with the ground below it shaded.

import { theme } from "../charts/theme.js";
import { sized } from "./ground.js";
import { lineOf } from "./region.js";
import { shades } from "./shades.js";

const ROOM = 0.08;

/** From where to where the errors of a one-dimensional region reach: {low, high}, with some room. */
export function heightsOf(landscape, region, count = 300) {
  const values = [...lineOf(landscape, region, count).values].filter(Number.isFinite);
  if (!values.length) return { low: 0, high: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = ROOM * (high - low || 1);
  return { low: low - room, high: high + room };
}

export function paintCurve(canvas, landscape, region, heights, { width, height }) {
  const { places, values } = lineOf(landscape, region, Math.max(50, Math.round(width)));
  const context = sized(canvas, width, height);
  const x = (place) => ((place - region.low[0]) / (region.high[0] - region.low[0])) * width;
  // Far outside of the picture canvases lose their precision.
  const y = (value) => Math.max(-height, Math.min(2 * height, height - ((value - heights.low) / (heights.high - heights.low)) * height));
  context.beginPath();
  let drawing = false;
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) drawing = false;
    else if (drawing) context.lineTo(x(places[index]), y(value));
    else { context.moveTo(x(places[index]), y(value)); drawing = true; }
  });
  context.strokeStyle = theme().accent;
  context.lineWidth = 2.2;
  context.lineJoin = "round";
  context.stroke();
  if (!values.every(Number.isFinite)) return;
  context.lineTo(width, height);
  context.lineTo(0, height);
  context.closePath();
  context.fillStyle = shades().at(0.35);
  context.globalCompositeOperation = "destination-over";
  context.fill();
  context.globalCompositeOperation = "source-over";
}
