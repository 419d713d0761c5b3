// What the tiles of the plane show before they are chosen: their own values over the plane. Pure.

import { cellsOf, gridOver, rangeOf } from "../maps.js";
import { inputsOf } from "../pipeline.js";

const SIDE = 24;

/** {width, height, values, limit} of one tile over the domain of a scene. */
export function tileMap(name, scene) {
  const grid = gridOver(scene.domain, "plane", SIDE);
  const pipeline = { ...scene.pipeline, features: [name], expansion: { kind: "none" }, fill: [0], shift: [0], scale: [1] };
  const [values] = inputsOf(cellsOf(grid, "plane"), scene.columns, pipeline);
  return { ...grid, values, limit: rangeOf(values).limit };
}
