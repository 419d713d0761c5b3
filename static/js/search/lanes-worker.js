// The worker in which the pictures of all lanes are computed, one after the other, so that the page never waits for them.

import { isMapped, outputOf } from "../network/maps.js";
import { answersOf } from "./lane-answers.js";

const scenes = new Map();

self.onmessage = ({ data: { key, scene, job } }) => {
  if (scene) {
    scenes.set(key, scene);
    return;
  }
  const begun = performance.now();
  const own = scenes.get(job.key);
  const maps = isMapped(own) ? outputOf(own, job.weights, { view: own.domain, cells: job.cells }) : null;
  const drawn = maps ? { maps } : { answers: answersOf(own, job.weights) };
  const { lane, epoch, number } = job;
  self.postMessage({ lane, epoch, number, drawn, took: performance.now() - begun }, maps?.output.values.map((values) => values.buffer) ?? []);
};
