// Data points on a canvas: their form tells the class, being filled tells the split, so that colour is never alone.

import { classColour, css, palette, signColour } from "../palette.js";
import { isClassification } from "./sayings.js";
import { fractionOf } from "./region.js";

const FORMS = [circle, square, triangle, diamond, plus, pointedDown, hexagon, cross, star, pentagon];
export const SPLITS = ["train", "validation", "test"];
const MANY = 700;

/** Draws the samples of the splits that are wanted into a context of width × height CSS pixels. */
export function drawPoints(context, scene, options, region, { width, height }) {
  const splits = SPLITS.filter((name) => options[name] && scene.samples?.[name]);
  const count = splits.reduce((sum, name) => sum + scene.samples[name].count, 0);
  const size = count > MANY ? 2.6 : width < 200 ? 2.6 : 3.3;
  for (const name of splits) {
    const { inputs, targets } = scene.samples[name];
    for (let index = 0; index < targets.length; index += 1) {
      const x = fractionOf(region, 0, inputs[index * 2]) * width;
      const y = (1 - fractionOf(region, 1, inputs[index * 2 + 1])) * height;
      if (x < -size || y < -size || x > width + size || y > height + size) continue;
      drawMark(context, { x, y, size, split: name, form: formOf(scene, targets[index]), colour: colourOf(scene, targets[index]) });
    }
  }
}

/** One mark: filled for training, a ring for validation, a ring with a core for test. */
export function drawMark(context, { x, y, size, split, form = 0, colour }) {
  const edge = css(palette().surface);
  context.beginPath();
  FORMS[form % FORMS.length](context, x, y, split === "train" ? size : size * 0.95);
  if (split === "train") {
    stroke(context, edge, 1.8);
    context.fillStyle = colour;
    context.fill();
    return;
  }
  stroke(context, edge, size * 1.1);
  context.fillStyle = edge;
  context.fill();
  stroke(context, colour, size * 0.55);
  if (split !== "test") return;
  context.beginPath();
  circle(context, x, y, size * 0.28);
  context.fillStyle = colour;
  context.fill();
}

export function colourOf(scene, target) {
  return isClassification(scene) ? classColour(target, scene.output.classes.length) : signColour(target, targetLimit(scene));
}

export function formOf(scene, target) {
  return isClassification(scene) ? target : 0;
}

/** The size of a number at which its colour is strongest: the largest target that is trained on. */
export function targetLimit(scene) {
  const targets = scene.samples?.train?.targets ?? [];
  return targets.reduce((most, target) => Math.max(most, Math.abs(target)), 0) || 1;
}

function stroke(context, colour, width) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

function circle(context, x, y, size) {
  context.arc(x, y, size, 0, 2 * Math.PI);
}

function square(context, x, y, size) {
  context.rect(x - size * 0.88, y - size * 0.88, size * 1.76, size * 1.76);
}

function polygon(context, x, y, corners) {
  corners.forEach(([right, down], index) => context[index ? "lineTo" : "moveTo"](x + right, y + down));
  context.closePath();
}

function regular(corners, turn, radius = () => 1.15) {
  return (context, x, y, size) => polygon(context, x, y, Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * index) / corners + turn;
    return [size * radius(index) * Math.cos(angle), size * radius(index) * Math.sin(angle)];
  }));
}

function triangle(...at) {
  regular(3, -Math.PI / 2, () => 1.3)(...at);
}

function pointedDown(...at) {
  regular(3, Math.PI / 2, () => 1.3)(...at);
}

function diamond(...at) {
  regular(4, 0, () => 1.3)(...at);
}

function pentagon(...at) {
  regular(5, -Math.PI / 2)(...at);
}

function hexagon(...at) {
  regular(6, 0)(...at);
}

function star(...at) {
  regular(10, -Math.PI / 2, (index) => (index % 2 ? 0.6 : 1.5))(...at);
}

function bars(turn) {
  const corners = [[1.3, 0.4], [0.4, 0.4], [0.4, 1.3], [-0.4, 1.3], [-0.4, 0.4], [-1.3, 0.4], [-1.3, -0.4], [-0.4, -0.4], [-0.4, -1.3], [0.4, -1.3], [0.4, -0.4], [1.3, -0.4]];
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  return (context, x, y, size) => polygon(context, x, y, corners.map(([right, down]) => [size * (right * cosine - down * sine), size * (right * sine + down * cosine)]));
}

function plus(...at) {
  bars(0)(...at);
}

function cross(...at) {
  bars(Math.PI / 4)(...at);
}
