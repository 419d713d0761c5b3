// The newest networks of several runs of an experiment: asked for while somebody looks and something trains.

import * as server from "../api.js";
import { decodeFrame } from "../network/scene.js";

const FIRST = 1_000;
const SLOWEST = 6_000;
const MOST_RUNS = 500;

export class Networks {
  /** Calls `changed(networks)`, a Map from run to {run, epoch, data}, when others have come. */
  constructor(changed, api = server) {
    Object.assign(this, { changed, api, live: null, runs: [], known: new Map(), looking: false, pause: FIRST });
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** Whose networks are wanted; may be called at every frame. `looking`: whether anybody sees them. */
  want(live, runs, looking) {
    if (live !== this.live) Object.assign(this, { live, known: new Map(), pause: FIRST, ended: null, runs: [] });
    const ended = live ? endedOf(live.history) : 0;
    const more = runs.some((run) => !this.runs.includes(run));
    const news = more || ended !== this.ended || (looking && !this.looking);
    Object.assign(this, { runs, ended, looking });
    if (news) this.look();
  }

  /** Asks now, if there is anybody to ask for and anything that can have changed. */
  look() {
    clearTimeout(this.timer);
    if (!this.live || !this.looking || document.hidden || !this.runs.length) return;
    if (this.asking) this.again = true;
    else this.ask(this.live).finally(() => this.next());
  }

  next() {
    this.asking = false;
    const { again, live } = this;
    this.again = false;
    if (again) this.look();
    else if (live && (this.failed || this.ended < live.history.runs.size)) this.timer = setTimeout(() => this.look(), this.pause);
    this.pause = Math.min(SLOWEST, this.pause * 1.3);
  }

  async ask(live) {
    Object.assign(this, { asking: true, failed: false });
    try {
      for (let left = this.due(); left.length;) {
        const { weights, more } = await this.api.getNetworks(live.id, left.slice(0, MOST_RUNS));
        if (live !== this.live) return;
        for (const frame of weights.map(decodeFrame)) this.known.set(frame.run, frame);
        if (weights.length) this.changed(this.known);
        left = [...more, ...left.slice(MOST_RUNS)];
      }
    } catch (refused) {
      if (!refused.problems) throw refused;
      this.failed = true;
    }
  }

  /** The last network of a run that has ended is asked for once. */
  due() {
    const { runs } = this.live.history;
    return this.runs.filter((number) => {
      const finished = runs.get(number)?.finished;
      return !finished || this.known.get(number)?.epoch !== finished.epochs;
    });
  }
}

function endedOf({ runs }) {
  return [...runs.values()].reduce((sum, run) => sum + Number(Boolean(run.finished || run.failed)), 0);
}
