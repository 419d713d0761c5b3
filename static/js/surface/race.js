// The race on the surface of the lab: a worker walks, and the page keeps what it tells, one track per racer.

import { Clock } from "./clock.js";
import { programOf } from "./racer-programs.js";
import { MOST_STEPS, Track } from "./track.js";

/** Milliseconds until a rule that no server could read is asked about again. */
const LATER = 2000;
const LOST = "The race cannot go on. Reload the page to race again.";

/**
 * Tells "tracks" when steps came to be known, "time" when another step is on show, "playing" when it begins or stops to play,
 * and "reaching" when it begins or stops to walk to the end; `problem` says why there is no race.
 */
export class Race extends EventTarget {
  /** `worker()` makes the worker, `programs(schema, optimizer)` finds compiled rules; `later`: milliseconds until it is asked again. */
  constructor(lab, { worker = startWorker, programs = programOf, later = LATER } = {}) {
    super();
    Object.assign(this, { lab, programs, later, tracks: [], unread: [], number: 0, problem: null, reaching: false });
    this.worker = worker();
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = () => this.rest(LOST);
    this.clock = new Clock({ known: () => this.known, finish: () => this.finish, most: MOST_STEPS });
    this.clock.reset(lab.state.step);
    this.clock.addEventListener("time", () => {
      if (this.step !== lab.state.step) lab.set("step", this.step);
      this.ask();
      this.tell("time");
    });
    this.clock.addEventListener("playing", () => {
      this.ask();
      this.tell("playing");
    });
    for (const part of ["surface", "start", "racers", "rules", "noise", "seed", "tolerance"]) lab.addEventListener(part, () => this.begin());
    lab.addEventListener("loaded", () => this.clock.reset(lab.state.step));
    const pace = () => { this.clock.speed = lab.state.speed; };
    lab.addEventListener("speed", pace);
    pace();
    this.begin();
  }

  get step() {
    return this.clock.step;
  }

  /** Whether nobody can race. */
  get empty() {
    return !this.tracks.some(({ length }) => length);
  }

  /** The least error of the landscape; null where none is known. */
  get lowest() {
    return this.lab.landscape.minima.find(({ global }) => global)?.value ?? null;
  }

  /** The longest walk so far. */
  get walked() {
    return Math.max(0, ...this.tracks.map(({ last }) => last));
  }

  /** The tracks of racers whose rule can be run. */
  get racing() {
    return this.tracks.filter(({ length }) => length);
  }

  /** How far all racers are known that have not ended. */
  get known() {
    const running = this.racing.filter(({ ended }) => !ended);
    if (this.empty || this.waiting) return this.step;
    return running.length ? Math.min(...running.map(({ last }) => last)) : Math.max(this.walked, this.step);
  }

  /** The step at which the last racer has arrived, lies still or has left; null while one is on its way. */
  get finish() {
    if (this.empty || this.racing.some(({ finished }) => !finished)) return null;
    return Math.max(...this.racing.map(({ finish }) => finish));
  }

  /** As far as the slider reaches. */
  get horizon() {
    return Math.max(20, this.clock.furthest, this.finish ?? 0);
  }

  /** Walks anew, up to the step on show: whoever drags the start or a learning rate sees the paths bend. */
  async begin() {
    this.number += 1;
    const { number, lab } = this;
    const { surface, racers, noise, seed, l2, tolerance } = lab.state;
    this.waiting = true;
    this.stopReaching();
    const programs = await this.compiled(number);
    if (number !== this.number) return undefined;
    this.unread = programs.map((program) => program === undefined);
    this.askAgain(number);
    const runners = racers.map(({ optimizer }, index) => ({ number: index, optimizer, program: programs[index] })).filter(({ program }) => program);
    this.size = lab.landscape.plane.names.length;
    if (runners.length === 0) return this.rest(null);
    const begin = { surface, programs: lab.programsOf(surface), l2, racers: runners, start: lab.startWeights, noise, seed, tolerance };
    this.worker.postMessage({ number, begin, goal: this.goal });
    return undefined;
  }

  /** The programs of all racers. */
  compiled(number) {
    const { schema, state } = this.lab;
    return Promise.all(state.racers.map(({ optimizer }) => this.programs(schema, optimizer, () => number === this.number)));
  }

  /** Rules that no server could read: everybody hears of it once one does. */
  async askAgain(number) {
    while (this.unread.includes(true)) {
      await new Promise((done) => { setTimeout(done, this.later); });
      if (number !== this.number) return;
      const programs = await this.compiled(number);
      if (number !== this.number) return;
      if (programs.some((program, index) => program !== undefined && this.unread[index])) return void this.lab.tell("rules");
    }
  }

  /** Nobody races: for a reason, or because nobody can. */
  rest(problem) {
    Object.assign(this, { problem, waiting: false, tracks: problem ? [] : this.newTracks() });
    this.stopReaching();
    this.tell("tracks");
    return undefined;
  }

  newTracks() {
    return this.unread.map((unread) => Object.assign(new Track(this.size), { unread }));
  }

  get goal() {
    return { steps: Math.min(MOST_STEPS, this.clock.ahead), ends: this.reaching };
  }

  ask() {
    if (this.waiting || this.goal.steps <= this.asked) return;
    this.asked = this.goal.steps;
    this.worker.postMessage({ number: this.number, goal: this.goal });
  }

  hear({ number, chunks, problem }) {
    if (number !== this.number) return;
    if (problem) return void this.rest(problem);
    if (this.waiting) {
      // Until now the walks of before were on show: nothing flickers.
      this.waiting = false;
      this.problem = null;
      this.asked = this.goal.steps;
      this.tracks = this.newTracks();
      // Somebody may have asked for more while it began.
      this.worker.postMessage({ number, goal: this.goal });
    }
    for (const { number: index, ...chunk } of chunks) this.tracks[index].add(chunk);
    this.arrive();
    this.tell("tracks");
  }

  /** Shows the end, once everybody's is known. */
  arrive() {
    if (!this.reaching || this.waiting || this.racing.some(({ finished, last }) => !finished && last < MOST_STEPS)) return;
    const end = this.finish ?? this.walked;
    this.stopReaching();
    this.clock.go(end);
  }

  /** Walks until every racer has arrived, lies still or has left, and shows the end. */
  reach() {
    if (this.empty && !this.waiting) return;
    this.clock.pause();
    this.reaching = true;
    if (!this.waiting) this.worker.postMessage({ number: this.number, goal: this.goal });
    this.tell("reaching");
    this.arrive();
  }

  /** Gives up walking to the end; what is known stays. */
  stopReaching() {
    if (!this.reaching) return;
    this.reaching = false;
    this.asked = this.clock.ahead;
    if (!this.waiting) this.worker.postMessage({ number: this.number, goal: this.goal });
    this.tell("reaching");
  }

  tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

function startWorker() {
  return new Worker(new URL("./race-worker.js", import.meta.url), { type: "module" });
}
