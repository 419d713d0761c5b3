// The time of a race, in steps: it stands, goes on step by step, or plays as fast as somebody wishes.

/** Steps per second that can be chosen. */
export const SPEEDS = [1, 2, 5, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000];
export const USUAL_SPEED = 10;
/** A frame that came late does not jump further than this, in seconds. */
const LONGEST_FRAME = 0.1;

export class Clock extends EventTarget {
  /** `known()`: how far the race is known; `finish()`: the step at which it is over, or null; no race has more than `most` steps. Tells "time" and "playing". */
  constructor({ known, finish, most = Infinity, frame = (next) => requestAnimationFrame(next) }) {
    super();
    Object.assign(this, { known, finish, most, frame, now: 0, furthest: 0, speed: USUAL_SPEED, playing: false, seen: null });
  }

  /** The step on show. */
  get step() {
    return Math.floor(this.now + 1e-9);
  }

  /** As many steps as are soon wanted. */
  get ahead() {
    return this.step + Math.max(64, Math.ceil(this.speed * (this.playing ? 1.5 : 0.25)));
  }

  go(now) {
    this.now = Math.max(0, now);
    this.furthest = Math.max(this.furthest, this.step);
    this.dispatchEvent(new Event("time"));
  }

  play() {
    if (this.playing) return;
    this.turn(true);
    this.seen = null;
    this.frame((time) => this.tick(time));
  }

  pause() {
    if (this.playing) this.turn(false);
  }

  turn(playing) {
    this.playing = playing;
    this.dispatchEvent(new Event("playing"));
  }

  /** Begins anew, at a step. */
  reset(step = 0) {
    this.pause();
    this.furthest = 0;
    this.go(step);
  }

  tick(time) {
    if (!this.playing) return;
    const passed = this.seen === null ? 0 : Math.min(LONGEST_FRAME, (time - this.seen) / 1000);
    this.seen = time;
    const before = this.now;
    const finish = this.finish();
    let now = Math.min(before + passed * this.speed, this.known());
    const over = finish !== null && before < finish && now >= finish;
    if (over) now = finish;
    if (now !== before) this.go(now);
    if (over || now >= this.most) this.pause();
    else this.frame((next) => this.tick(next));
  }
}
