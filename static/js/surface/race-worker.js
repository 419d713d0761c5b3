// The worker in which races are walked, so that the page never waits for 145,109 steps.

import { landscapeOf } from "./landscape.js";
import { RaceWalks } from "./race-walks.js";

/** Milliseconds between two reports: often enough for a progress bar, and for a new start to be heard. */
const SLICE = 25;
const channel = new MessageChannel();
let walks = null;
let number = null;
let called = false;
/** The landscape of the last race: who drags the start, or a learning rate, stays on it. */
let known = { key: null, landscape: null };

function landscapeFor({ surface, programs, l2 }) {
  const key = JSON.stringify([surface, l2]);
  if (key !== known.key) known = { key, landscape: landscapeOf(surface, { l2, programs }) };
  return known.landscape;
}

/** Goes on in a moment: a message to itself lets those of the page come in between. */
function call() {
  if (called || !walks?.busy) return;
  called = true;
  channel.port2.postMessage(null);
}

self.onmessage = ({ data }) => {
  if (data.begin) {
    number = data.number;
    walks = null;
    try {
      walks = new RaceWalks({ ...data.begin, landscape: landscapeFor(data.begin) });
    } catch (error) {
      self.postMessage({ number, problem: error.message });
    }
  }
  if (data.number !== number || !walks) return;
  walks.goal = data.goal;
  call();
};

channel.port1.onmessage = () => {
  called = false;
  if (!walks?.busy) return;
  const report = walks.advance(SLICE);
  self.postMessage({ number, ...report }, report.chunks.flatMap(({ places, values }) => [places.buffer, values.buffer]));
  call();
};
