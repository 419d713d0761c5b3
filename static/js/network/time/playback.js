// Plays kept epochs one after the other at a chosen speed, as long as somebody watches.

import { advanced, SPEEDS } from "./moments.js";

export class Playback {
  /** `step(places)` goes on by so many epochs and returns whether there is more; `told()` hears of start and end. */
  constructor(step, told) {
    Object.assign(this, { step, told, speed: SPEEDS[2], playing: false });
  }

  toggle() {
    if (this.playing) this.stop();
    else this.start();
  }

  start() {
    Object.assign(this, { playing: true, before: null, waited: 0 });
    this.told();
    requestAnimationFrame((now) => this.tick(now));
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    this.told();
  }

  tick(now) {
    if (!this.playing) return;
    // A tab that slept does not leap ahead.
    this.waited += Math.min(0.25, (now - (this.before ?? now)) / 1000);
    this.before = now;
    const { steps, rest } = advanced(this.waited, this.speed);
    this.waited = rest;
    if (steps > 0 && !this.step(steps)) return this.stop();
    requestAnimationFrame((next) => this.tick(next));
    return undefined;
  }
}
