// The worker in which the walks of a lesson are walked, so that the page never waits for 200,000 steps.

import { LessonWalk } from "./walking.js";

const SLICE = 40;

self.onmessage = ({ data }) => {
  let walks;
  try {
    walks = data.map((each) => new LessonWalk(each));
  } catch (error) {
    self.postMessage({ problem: error.message });
    return;
  }
  const go = () => {
    for (const walk of walks) walk.advance(SLICE);
    self.postMessage({ walks: walks.map((walk) => walk.told) });
    if (walks.some((walk) => walk.busy)) setTimeout(go);
  };
  go();
};
