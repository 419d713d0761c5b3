// The walks of a race, taken side by side a few steps at a time until a goal is met. Pure.

import { landscapeOf } from "./landscape.js";
import { MOST_STEPS } from "./track.js";
import { Walk } from "./walk.js";
import { Watched } from "./watched.js";

const FEW = 32;
const MANY = 4096;

export class RaceWalks {
  /** `surface`, its `programs` and `l2` make the `landscape`; `racers`: [{number, optimizer, program}]; `start`: the weights that all begin with. */
  constructor({ surface, programs, l2, landscape = landscapeOf(surface, { l2, programs }), racers, start, noise, seed, tolerance }) {
    this.walks = racers.map((racer) => ({ number: racer.number, taken: -1, watched: new Watched(new Walk(landscape, racer, { start, noise, seed }), landscape, tolerance) }));
    this.goal = { steps: 0, ends: false };
    this.count = FEW;
  }

  /** The step up to which this walk is wanted. */
  wanted({ watched }) {
    const { steps, ends } = this.goal;
    const finished = watched.arrived !== null || watched.rested !== null || watched.ended;
    return Math.min(MOST_STEPS, ends && !finished ? MOST_STEPS : steps);
  }

  owes(each) {
    return !each.watched.ended && each.taken < this.wanted(each);
  }

  get busy() {
    return this.walks.some((each) => this.owes(each));
  }

  /** Walks on for about so many milliseconds: {chunks: [{number, …}], busy}. */
  advance(milliseconds, now = () => performance.now()) {
    const begun = now();
    const chunks = [];
    for (;;) {
      const owing = this.walks.filter((each) => this.owes(each));
      for (const each of owing) {
        // The first chunk brings the start.
        const count = Math.min(this.count, this.wanted(each) - Math.max(0, each.taken));
        const chunk = each.watched.chunk(count);
        each.taken += chunk.values.length;
        chunks.push({ number: each.number, ...chunk });
      }
      const passed = now() - begun;
      if (owing.length === 0 || passed > milliseconds) return { chunks, busy: this.busy };
      if (passed < milliseconds / 4) this.count = Math.min(MANY, this.count * 2);
    }
  }
}
