// The colours of heights: from the ground of the page in the valley to a soft tint on the slopes, in light and in dark.

import { theme } from "../charts/theme.js";

const STEPS = 256;
/** How much of the accent the highest places take on. */
const TINT = 0.5;
let known = null;
document.addEventListener("theme-changed", () => { known = null; });

/** {scale: Uint32Array of RGBA pixels from low to high, at(share): "rgb(…)", line, strong} of the theme on show. */
export function shades() {
  known ??= read();
  return known;
}

function read() {
  const colours = theme();
  const [from, to] = [colours["surface-raised"], colours.accent].map(parts);
  const colour = (share) => from.map((part, index) => Math.round(part + share * TINT * (to[index] - part)));
  const pixels = new Uint8ClampedArray(4 * STEPS);
  for (let step = 0; step < STEPS; step += 1) pixels.set([...colour(step / (STEPS - 1)), 255], 4 * step);
  const seeThrough = (alpha) => `rgb(${to.join(" ")} / ${alpha})`;
  return { scale: new Uint32Array(pixels.buffer), at: (share) => `rgb(${colour(share).join(" ")})`, line: seeThrough(0.38), strong: seeThrough(0.75) };
}

function parts(colour) {
  return colour.match(/[\d.]+/g).slice(0, 3).map(Number);
}
