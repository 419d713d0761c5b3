// The worker in which maps are computed, so that the page never waits for them.

import { mapsOf } from "./maps.js";

let scene = null;

self.onmessage = ({ data }) => {
  if (data.scene) {
    scene = data.scene;
    return;
  }
  const begun = performance.now();
  const maps = mapsOf(scene, data.weights, data);
  const arrays = [...maps.output.values, ...maps.units.flat(), ...(maps.focus ? [maps.focus.values] : [])];
  self.postMessage({ number: data.number, maps, took: performance.now() - begun }, [...new Set(arrays.map((values) => values.buffer))]);
};
