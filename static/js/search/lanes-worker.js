// The worker in which the maps of all lanes are computed, one after the other, so that the page never waits for them.

import { outputOf } from "../network/maps.js";

const scenes = new Map();

self.onmessage = ({ data: { key, scene, job } }) => {
  if (scene) {
    scenes.set(key, scene);
    return;
  }
  const begun = performance.now();
  const own = scenes.get(job.key);
  const maps = outputOf(own, job.weights, { view: own.domain, cells: job.cells });
  self.postMessage({ lane: job.lane, epoch: job.epoch, number: job.number, maps, took: performance.now() - begun }, maps.output.values.map((values) => values.buffer));
};
