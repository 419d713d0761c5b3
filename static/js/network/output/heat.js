// The coloured ground of a plane: the maps' cells, stretched over the field.

import { paintClasses, paintSigned } from "../palette.js";
import { targetLimit } from "./marks.js";
import { fractionOf } from "./region.js";
import { isClassification, isSigned, signedValues } from "./sayings.js";

const cells = document.createElement("canvas");

/** Paints maps of a plane into a context; `region` is what the field shows, the maps may cover another part. */
export function paintHeat(context, scene, maps, { steps, region, width, height }) {
  const image = cellsOf(scene, maps, steps);
  cells.width = image.width;
  cells.height = image.height;
  cells.getContext("2d").putImageData(image, 0, 0);
  const { low, high } = maps.output;
  const left = fractionOf(region, 0, low[0]) * width;
  const top = (1 - fractionOf(region, 1, high[1])) * height;
  const right = fractionOf(region, 0, high[0]) * width;
  const bottom = (1 - fractionOf(region, 1, low[1])) * height;
  // Steps have sharp edges, shades have none.
  context.imageSmoothingEnabled = !steps;
  context.drawImage(cells, left, top, right - left, bottom - top);
}

function cellsOf(scene, maps, steps) {
  const image = new ImageData(maps.output.width, maps.output.height);
  const { focus, output } = maps;
  if (focus) paintSigned(image, focus.values, focus.range.limit, { steps });
  else if (!isSigned(scene)) paintClasses(image, output.values, { steps });
  else if (isClassification(scene) && steps) paintSigned(image, signedValues(scene, output.values).map(Math.sign), 1);
  else paintSigned(image, signedValues(scene, output.values), isClassification(scene) ? 1 : targetLimit(scene), { steps });
  return image;
}
