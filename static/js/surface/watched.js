// A walk that is watched: when it came within the tolerance of the lowest error, when it lay still, when it left the numbers. Pure.

/** Errors this many times larger than the first one, or this far below it, are no walk any more. */
const FAR = 1e6;
/** Gradients and steps this small, for so many steps: it lies still. One of them alone may be a pass that it lingers on. */
const STILL = 1e-8;
const LINGERING = 100;

export class Watched {
  /** `walk` is a Walk; `tolerance`: how far above the lowest error it has arrived. */
  constructor(walk, landscape, tolerance) {
    Object.assign(this, { walk, landscape, tolerance, arrived: null, rested: null, ended: null, still: 0 });
    const lowest = landscape.minima.find(({ global }) => global)?.value ?? null;
    this.first = walk.value;
    this.lowest = lowest;
    this.bound = FAR * Math.max(1, Math.abs(this.first - (lowest ?? this.first)));
    this.noticeArrival();
  }

  get place() {
    return this.landscape.plane.of(this.walk.w);
  }

  /** Takes one step; false once there is none left. */
  step() {
    if (this.ended) return false;
    const { walk } = this;
    walk.advance();
    if (walk.ended || Math.abs(walk.value - this.first) > this.bound) {
      this.ended = { step: walk.taken, reason: walk.value < this.first ? "fell" : "diverged" };
    }
    this.noticeArrival();
    this.noticeRest();
    return true;
  }

  noticeArrival() {
    if (this.arrived === null && this.lowest !== null && this.walk.value - this.lowest < this.tolerance) this.arrived = this.walk.taken;
  }

  noticeRest() {
    if (this.rested !== null) return;
    const { gradient, w, before, taken, noise } = this.walk;
    let lies = !noise && !this.ended;
    for (let index = 0; lies && index < w.length; index += 1) {
      lies = Math.abs(gradient[index]) <= STILL && Math.abs(w[index] - before[index]) <= STILL * (1 + Math.abs(w[index]));
    }
    this.still = lies ? this.still + 1 : 0;
    if (this.still >= LINGERING) this.rested = taken - LINGERING + 1;
  }

  /** The next `count` steps, or fewer where it ends: {places, values, arrived, rested, ended} for its Track; the start comes with the first. */
  chunk(count) {
    const size = this.landscape.plane.names.length;
    const start = this.told ? 0 : 1;
    const [places, values] = [new Float64Array((count + start) * size), new Float64Array(count + start)];
    let length = 0;
    const note = () => {
      places.set(this.place, length * size);
      values[length] = this.walk.value;
      length += 1;
    };
    if (start) note();
    this.told = true;
    for (let step = 0; step < count && this.step(); step += 1) note();
    const { arrived, rested, ended } = this;
    return { places: places.slice(0, length * size), values: values.slice(0, length), arrived, rested, ended };
  }
}
