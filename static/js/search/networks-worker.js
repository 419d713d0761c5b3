// The worker in which many networks are computed at once, so that the page never waits for them.

import { judgedTogether, mapsTogether } from "./ensemble/sayings.js";

let scene = null;

self.onmessage = ({ data }) => {
  if (data.scene) {
    scene = data.scene;
    return;
  }
  self.postMessage({ number: data.number, maps: mapsTogether(scene, data.networks), judged: data.judge ? judgedTogether(scene, data.networks) : null });
};
