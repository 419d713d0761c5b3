// A plane through a network's weights, and where other networks stand beside it: the nearest point of the plane. Pure.

import { numbers } from "../network/scene.js";

export class Plane {
  /** `encoded`: the network in the middle and the two directions, as the server sends weights. */
  constructor(encoded) {
    [this.centre, this.across, this.up] = encoded.map((text) => numbers(text));
    const { across, up } = this;
    Object.assign(this, { aa: dot(across, across), ab: dot(across, up), bb: dot(up, up) });
  }

  /** {a, b, beside}: the place of a network (running averages behind its parameters are no matter), and how far off the plane it is. */
  place(weights) {
    const { centre, across, up, aa, ab, bb } = this;
    let [alongA, alongB] = [0, 0];
    for (let index = 0; index < centre.length; index += 1) {
      const way = weights[index] - centre[index];
      alongA += way * across[index];
      alongB += way * up[index];
    }
    const size = aa * bb - ab * ab;
    if (size <= 0) return { a: 0, b: 0, beside: 0 };
    const [a, b] = [(bb * alongA - ab * alongB) / size, (aa * alongB - ab * alongA) / size];
    let rest = 0;
    for (let index = 0; index < centre.length; index += 1) {
      const off = weights[index] - centre[index] - a * across[index] - b * up[index];
      rest += off * off;
    }
    return { a, b, beside: Math.sqrt(rest) };
  }
}

function dot(one, other) {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += one[index] * other[index];
  return sum;
}
