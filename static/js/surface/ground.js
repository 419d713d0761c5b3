// Paints a landscape of two weights on a canvas: soft shades of height, and lines of equal height over them.

import { contourLines } from "./contour-lines.js";
import { levelsOf } from "./levels.js";
import { gridOf } from "./region.js";
import { shades } from "./shades.js";

/** Pixels of the screen per cell of the grid. */
const CELL = 3.5;
/** Every so many lines one is stronger, as on hiking maps. */
const STRONG = 4;
const small = document.createElement("canvas");

/** Paints `region` of a landscape over the whole canvas of width × height CSS pixels. */
export function paintGround(canvas, landscape, region, { width, height }, cell = CELL) {
  const [columns, rows] = [width, height].map((pixels) => Math.max(24, Math.round(pixels / cell)));
  const values = gridOf(landscape, region, columns, rows);
  const levels = levelsOf(values, landscape.minima[0]?.value ?? null);
  const context = sized(canvas, width, height);
  context.imageSmoothingEnabled = true;
  // Points, not cells: half of those at the edges lie outside.
  context.drawImage(shaded(values, columns, rows, levels), 0.5, 0.5, columns - 1, rows - 1, 0, 0, width, height);
  const unit = [width / (columns - 1), height / (rows - 1)];
  contourLines(values, columns, rows, levels.lines).forEach((pieces, index) => drawLine(context, pieces, { unit, height }, index % STRONG === STRONG - 1));
  return levels;
}

/** A context whose unit is a CSS pixel. */
export function sized(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [across, up] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== up) Object.assign(canvas, { width: across, height: up });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

function shaded(values, columns, rows, levels) {
  Object.assign(small, { width: columns, height: rows });
  const context = small.getContext("2d");
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const { scale } = shades();
  const last = scale.length - 1;
  for (let row = 0; row < rows; row += 1) {
    const from = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column += 1) {
      const value = values[from + column];
      // What is no number stays transparent: the striped ground shows through.
      pixels[row * columns + column] = value === value ? scale[Math.round(levels.shade(value) * last)] : 0;
    }
  }
  context.putImageData(image, 0, 0);
  return small;
}

function drawLine(context, pieces, { unit, height }, strong) {
  context.beginPath();
  for (let at = 0; at < pieces.length; at += 4) {
    context.moveTo(pieces[at] * unit[0], height - pieces[at + 1] * unit[1]);
    context.lineTo(pieces[at + 2] * unit[0], height - pieces[at + 3] * unit[1]);
  }
  const { line, strong: clear } = shades();
  context.strokeStyle = strong ? clear : line;
  context.lineWidth = strong ? 1.3 : 1;
  context.stroke();
}
