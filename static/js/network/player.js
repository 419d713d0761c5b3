// Brings the weights that arrive onto the stage, evenly spread over the time until the next ones: several come at once, ten
// times a second, and the eye should see them one by one. Who travels in time takes over with `hold` and lets go with `follow`.

import * as server from "../api.js";
import { decodeFrame } from "./scene.js";

/** Milliseconds between two arrivals until there were some, and the most that a frame may wait. */
const USUAL = 100;
const LATEST = 400;
const NOW_AND_THEN = 1_000;

export class Player {
  constructor(stage, { api = server, clock = () => performance.now(), nextFrame = (draw) => requestAnimationFrame(draw) } = {}) {
    Object.assign(this, { stage, api, clock, nextFrame, live: null, queue: [], newest: null, following: true, arrived: null, interval: USUAL });
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.hear = (event) => this.receive(event.detail.weights);
    this.ended = (event) => event.detail.events.some(({ type, run }) => type === "run_finished" && run === stage.run) && this.fetch(this.live);
    document.addEventListener("visibilitychange", () => this.catchUp());
  }

  /** The experiment whose networks come, or null; may be called at every frame. */
  watch(live) {
    if (live === this.live) return;
    this.live?.removeEventListener("weights", this.hear);
    this.live?.removeEventListener("change", this.ended);
    clearTimeout(this.later);
    this.later = null;
    Object.assign(this, { live, queue: [], newest: null, following: true, arrived: null, interval: USUAL });
    this.stage.run = 1;
    live?.addEventListener("weights", this.hear);
    live?.addEventListener("change", this.ended);
    if (live && live.status && live.status.state !== "waiting") this.fetch(live);
  }

  /** The last weights known: the socket brings the newest of the run that trains, which need not be the one on show. */
  async fetch(live, run = this.stage.run) {
    const { newest } = this;
    try {
      const { weights } = await this.api.getWeights(live.id, run, "newest");
      // What came by the socket meanwhile is newer.
      if (live === this.live && run === this.stage.run && newest === this.newest && weights.length) this.receive(weights.map(decodeFrame));
    } catch (refused) {
      if (!refused.problems) throw refused;
    }
  }

  /** The socket has room for one run; another one on show is asked for now and then. */
  fetchSoon() {
    this.later ??= setTimeout(() => {
      this.later = null;
      if (this.live && this.following && !document.hidden) this.fetch(this.live);
    }, NOW_AND_THEN);
  }

  receive(weights) {
    const frames = weights.filter(({ run }) => run === this.stage.run);
    if (!frames.length) return this.fetchSoon();
    this.newest = frames.at(-1);
    if (!this.following || !this.stage.scene || document.hidden) return;
    this.plan(this.calm.matches ? frames.slice(-1) : frames);
    this.run();
  }

  /** Gives every frame its time, the last just before the next ones are expected. */
  plan(frames) {
    const now = this.clock();
    if (this.arrived !== null) this.interval = 0.7 * this.interval + 0.3 * Math.min(LATEST, now - this.arrived);
    this.arrived = now;
    // What still waits is late already: it is squeezed in before what came now.
    const waiting = [...this.queue, ...frames];
    const step = this.interval / waiting.length;
    this.queue = waiting.map((frame, index) => ({ ...frame, at: now + index * step }));
  }

  run() {
    if (this.running || !this.queue.length) return;
    this.running = true;
    this.nextFrame(() => {
      this.running = false;
      this.step();
      this.run();
    });
  }

  /** Shows the frame whose time has come; of several only the last. */
  step() {
    const due = this.queue.filter(({ at }) => at <= this.clock());
    if (!due.length || !this.following) return;
    this.queue = this.queue.slice(due.length);
    this.show(due.at(-1));
  }

  show({ run, epoch, data }) {
    const { scene } = this.stage;
    // Weights of another network than the one on show would be nonsense in its place.
    if (scene && data.length === networkSize(scene)) this.stage.setFrame({ run, epoch, weights: data });
  }

  /** The newest weights at once: after a new scene, a hidden tab, or travels in time; before there are any, the first ones. */
  catchUp() {
    const { scene, run } = this.stage;
    if (!this.following || !scene || document.hidden) return;
    this.queue = [];
    if (this.newest) this.show(this.newest);
    else if (scene.weights) this.stage.setFrame({ run, epoch: 0, weights: scene.weights });
  }

  /** Another run of the same experiment goes on show; its scene is loaded by whoever asks for it. */
  choose(run) {
    this.stage.run = run;
    Object.assign(this, { queue: [], newest: null });
    if (this.live) this.fetch(this.live, run);
  }

  /** From now on somebody else says which epoch is on the stage. */
  hold() {
    this.following = false;
    this.queue = [];
  }

  follow() {
    this.following = true;
    this.catchUp();
  }
}

/** How many numbers the network of a scene has: parameters, then running statistics. */
export function networkSize({ parameters, layers }) {
  return parameters + layers.reduce((sum, layer) => sum + (layer.normalization === "batch" ? 2 * layer.units : 0), 0);
}
