// The newest networks of several runs of an experiment, or those of an epoch: asked for while somebody looks and something trains.

import * as server from "../api.js";
import { decodeFrame } from "../network/scene.js";

const FIRST = 1_000;
const SLOWEST = 6_000;
const MOST_RUNS = 500;

export class Networks {
  /** Calls `changed(networks)`, a Map from run to {run, epoch, data}, when others have come. */
  constructor(changed, api = server) {
    Object.assign(this, { changed, api, live: null, runs: [], known: new Map(), at: null, told: new Map(), looking: false, pause: FIRST });
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** Whose networks are wanted; may be called at every frame. `looking`: whether anybody sees them; `at`: after which epoch, null: the newest. */
  want(live, runs, looking, at = null) {
    if (live !== this.live) Object.assign(this, { live, known: new Map(), told: new Map(), pause: FIRST, ended: null, runs: [] });
    const ended = live ? endedOf(live.history) : 0;
    const more = runs.some((run) => !this.runs.includes(run));
    const news = more || ended !== this.ended || (looking && !this.looking) || at !== this.at;
    Object.assign(this, { runs, ended, looking, at });
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
    else if (live && (this.failed || (this.at === null && this.ended < live.history.runs.size))) this.timer = setTimeout(() => this.look(), this.pause);
    this.pause = Math.min(SLOWEST, this.pause * 1.3);
  }

  async ask(live) {
    const { at } = this;
    Object.assign(this, { asking: true, failed: false });
    try {
      for (let left = this.due(); left.length;) {
        const { weights, more } = await this.api.getNetworks(live.id, left.slice(0, MOST_RUNS), at);
        // Networks of another epoch than the one on show come too late.
        if (live !== this.live || at !== this.at) return;
        for (const frame of weights.map(decodeFrame)) this.keep(frame);
        if (weights.length) this.changed(this.known);
        left = [...more, ...left.slice(MOST_RUNS)];
      }
    } catch (refused) {
      if (!refused.problems) throw refused;
      this.failed = true;
    }
  }

  keep(frame) {
    this.known.set(frame.run, frame);
    this.told.set(frame.run, this.at);
  }

  /** The network of an epoch, and the last one of a run that has ended, is asked for once. */
  due() {
    const { runs } = this.live.history;
    return this.runs.filter((number) => {
      const told = this.told.get(number) ?? null;
      if (told !== this.at || this.at !== null) return told !== this.at;
      const finished = runs.get(number)?.finished;
      return !finished || this.known.get(number)?.epoch !== finished.epochs;
    });
  }
}

function endedOf({ runs }) {
  return [...runs.values()].reduce((sum, run) => sum + Number(Boolean(run.finished || run.failed)), 0);
}
