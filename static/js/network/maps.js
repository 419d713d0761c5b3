// Maps of a network: what every unit and the outputs say across the plane, or along the line, of the data. Pure.

import { isBounded } from "./activations.js";
import { inBlocks, layersOf } from "./forward.js";
import { inputsOf } from "./pipeline.js";

/** Cells on each side of a unit's map, and points of a unit's curve. */
export const SMALL = { plane: 30, line: 60 };

/** Whether the data of a scene are points on a map or a line. */
export function onMap(scene) {
  return scene?.kind === "plane" || scene?.kind === "line";
}

/** Whether a network with this scene has maps at all; a scene whose data are still being drawn has no domain yet. */
export function isMapped(scene) {
  return Boolean(scene?.domain) && onMap(scene);
}

/** A grid over the region between `low` and `high`, with `cells` on each side. */
export function gridOver({ low, high }, kind, cells) {
  return { width: cells, height: kind === "plane" ? cells : 1, low: [...low], high: [...high] };
}

/** The raw columns of a grid's cells: rows from the top, the middle of each cell; a line from end to end. */
export function cellsOf({ width, height, low, high }, kind) {
  if (kind === "line") return [Float64Array.from({ length: width }, (_, at) => low[0] + ((high[0] - low[0]) * at) / (width - 1))];
  const x1 = new Float64Array(width * height);
  const x2 = new Float64Array(width * height);
  for (let cell = 0; cell < x1.length; cell += 1) {
    x1[cell] = low[0] + ((high[0] - low[0]) * ((cell % width) + 0.5)) / width;
    x2[cell] = high[1] - ((high[1] - low[1]) * (Math.floor(cell / width) + 0.5)) / height;
  }
  return [x1, x2];
}

/**
 * All maps of one network; painter.js says what they hold. `view` is the region of the large map, `cells` its fineness,
 * `focus` the unit that is looked at.
 */
export function mapsOf(scene, weights, { view, cells, focus }) {
  const small = gridOver(scene.domain, scene.kind, SMALL[scene.kind]);
  const units = valuesOn(small, scene, weights, () => true);
  const output = gridOver(view, scene.kind, cells);
  const last = scene.layers.length;
  const large = valuesOn(output, scene, weights, (layer, unit) => layer === last || (layer === focus?.layer && unit === focus.unit));
  const looked = focus && large[focus.layer]?.[focus.unit];
  return {
    kind: scene.kind,
    output: { ...output, values: large[last] },
    focus: looked ? { ...focus, values: looked, range: rangeOf(looked, activationOf(scene, focus.layer)) } : null,
    small,
    units,
    ranges: units.map((layer, number) => layer.map((values) => rangeOf(values, activationOf(scene, number)))),
  };
}

/** The map of the output alone, as `mapsOf` has it: for the small pictures of many networks. */
export function outputOf(scene, weights, { view, cells }) {
  const output = gridOver(view, scene.kind, cells);
  const last = scene.layers.length;
  return { kind: scene.kind, output: { ...output, values: valuesOn(output, scene, weights, (layer) => layer === last)[last] }, focus: null };
}

/** The values of the wanted units on a grid, [layer][unit] as Float32Array; holes where a unit is not wanted. */
function valuesOn(grid, scene, weights, wanted) {
  const size = grid.width * grid.height;
  const kept = [];
  inBlocks(cellsOf(grid, scene.kind), (columns, start) => {
    layersOf(scene, weights, inputsOf(columns, scene.columns, scene.pipeline)).forEach((layer, number) => {
      kept[number] ??= [];
      layer.forEach((values, unit) => {
        if (wanted(number, unit)) (kept[number][unit] ??= new Float32Array(size)).set(values, start);
      });
    });
  });
  return kept;
}

function activationOf(scene, layer) {
  return layer > 0 ? scene.layers[layer - 1].activation : null;
}

/** The least and the most finite value, and the size at which colours are strongest. */
export function rangeOf(values, activation = null) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low && value > -Infinity) low = value;
    if (value > high && value < Infinity) high = value;
  }
  if (low > high) return { low: NaN, high: NaN, limit: 1 };
  const limit = isBounded(activation) ? 1 : Math.max(Math.abs(low), Math.abs(high)) || 1;
  return { low, high, limit };
}
