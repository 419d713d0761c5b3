// The steps of one walk as far as they are known: where it was, how high, and when it got where it should. Pure.

/** As many steps as a track keeps; eight racers then take some forty megabytes. */
export const MOST_STEPS = 200_000;
const FIRST_ROOM = 1024;

export class Track {
  /** `size`: the numbers that say where it is on the picture, one or two. */
  constructor(size) {
    Object.assign(this, { size, length: 0, arrived: null, rested: null, ended: null });
    this.places = new Float64Array(FIRST_ROOM * size);
    this.values = new Float64Array(FIRST_ROOM);
  }

  /** The last step that is known; the start is step 0. */
  get last() {
    return this.length - 1;
  }

  /** Whether the walk has nothing left to show: it arrived, lies still, or left the numbers. */
  get finished() {
    return this.arrived !== null || this.rested !== null || this.ended !== null;
  }

  /** The step at which it is finished; null while it is not. */
  get finish() {
    return this.arrived ?? this.rested ?? this.ended?.step ?? null;
  }

  /** Adds what a worker computed: {places, values, arrived, rested, ended}. */
  add({ places, values, arrived, rested, ended }) {
    this.makeRoom(this.length + values.length);
    this.places.set(places, this.length * this.size);
    this.values.set(values, this.length);
    this.length += values.length;
    Object.assign(this, { arrived, rested, ended });
  }

  makeRoom(steps) {
    if (steps <= this.values.length) return;
    const room = Math.max(steps, 2 * this.values.length);
    const [places, values] = [new Float64Array(room * this.size), new Float64Array(room)];
    places.set(this.places);
    values.set(this.values);
    Object.assign(this, { places, values });
  }

  /** The step that is on show when the clock says `step`: a walk that ended stays where it ended. */
  shown(step) {
    return Math.max(0, Math.min(Math.floor(step), this.last));
  }

  place(step) {
    return [...this.places.subarray(step * this.size, (step + 1) * this.size)];
  }

  /** The last change of place: the velocity as the picture shows it. */
  velocity(step) {
    const here = this.place(step);
    const before = this.place(Math.max(0, step - 1));
    return here.map((value, index) => value - before[index]);
  }
}

/** At most `most` of the steps 0 … last for a chart: all of them while they are few, then evenly by their logarithm. */
export function chartSteps(last, most = 600) {
  if (last < most) return Array.from({ length: last + 1 }, (_, step) => step);
  const dense = Math.floor(most / 3);
  const rest = most - dense;
  const steps = Array.from({ length: dense }, (_, step) => step);
  for (let index = 1; index <= rest; index += 1) {
    const step = Math.round(dense * (last / dense) ** (index / rest));
    if (step > steps.at(-1)) steps.push(step);
  }
  return steps;
}
