// A network of one input: its fitted curve over the points, with the values upwards.

import { classColour, css, palette } from "../palette.js";
import { drawMark, formOf, SPLITS } from "./marks.js";
import { fractionOf } from "./region.js";
import { className, inUnits, isClassification } from "./sayings.js";

const ROOM = 0.12;

/** The values that the field shows upwards, {low, high, name}: those of the points, with room for the curve around them. */
export function heightsOf(scene, focus, maps) {
  if (focus) return around(maps?.focus?.range.low ?? -1, maps?.focus?.range.high ?? 1, "value of the unit");
  if (isClassification(scene)) return { low: -0.06, high: 1.06, name: scene.output.classes.length > 2 ? "probability" : `probability of ${className(scene.output.classes[1])}` };
  const targets = SPLITS.flatMap((name) => Array.from(scene.samples?.[name]?.targets ?? [], (target) => inUnits(scene, target)));
  const [least, most] = targets.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return around(least, most, scene.output.target?.name || "output");
}

function around(low, high, name) {
  if (!(high > low)) return { low: (Number.isFinite(low) ? low : 0) - 1, high: (Number.isFinite(high) ? high : 0) + 1, name };
  return { low: low - (high - low) * ROOM, high: high + (high - low) * ROOM, name };
}

/** The points of the wanted splits; for a unit's own curve there are none, since they have no value there. */
export function drawLinePoints(context, scene, options, region, heights, { width, height }) {
  const upwards = { low: [heights.low], high: [heights.high] };
  for (const split of SPLITS.filter((name) => options[name] && scene.samples?.[name])) {
    const { inputs, targets } = scene.samples[split];
    for (let index = 0; index < targets.length; index += 1) {
      const classes = scene.output.classes.length;
      const value = isClassification(scene) ? (classes > 2 ? 1 : targets[index]) : inUnits(scene, targets[index]);
      drawMark(context, {
        x: fractionOf(region, 0, inputs[index]) * width,
        y: (1 - fractionOf(upwards, 0, value)) * height,
        size: 3, split, form: formOf(scene, targets[index]),
        colour: isClassification(scene) ? classColour(targets[index], classes) : css(palette()[split]),
      });
    }
  }
}

/** Draws the curve of the unit that is looked at, of the only number, or one of each class's share. */
export function paintCurves(context, scene, maps, { region, heights, width, height }) {
  const { focus, output } = maps;
  const upwards = { low: [heights.low], high: [heights.high] };
  for (const { values, colour } of focus ? [{ values: focus.values, colour: css(palette().text) }] : curvesOf(scene, output.values)) {
    context.beginPath();
    for (let index = 0; index < values.length; index += 1) {
      const at = output.low[0] + ((output.high[0] - output.low[0]) * index) / (values.length - 1);
      const y = (1 - fractionOf(upwards, 0, values[index])) * height;
      context[index ? "lineTo" : "moveTo"](fractionOf(region, 0, at) * width, Math.max(-height, Math.min(2 * height, y)));
    }
    context.lineWidth = 2.5;
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.stroke();
  }
}

/** The curves that outputs over a line make: the only number or probability, or one of each class. */
export function curvesOf(scene, values) {
  if (!isClassification(scene)) return [{ values: values[0].map((value) => inUnits(scene, value)), colour: css(palette().text) }];
  const classes = scene.output.classes.length;
  if (classes > 2) return values.map((each, index) => ({ values: each, colour: classColour(index, classes) }));
  return [{ values: values.at(-1), colour: classColour(1, 2) }];
}
