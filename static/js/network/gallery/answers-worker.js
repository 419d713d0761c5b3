// Runs the forward pass over the samples of one split, beside the page's own thread.

import { predictions } from "../forward.js";

let scene = null;
let splits = {};

self.onmessage = ({ data }) => {
  if (data.scene) {
    ({ scene, splits } = data);
    return;
  }
  const outputs = predictions(scene, data.weights, splits[data.split]).map((output) => Float32Array.from(output));
  self.postMessage({ number: data.number, outputs }, outputs.map((output) => output.buffer));
};
