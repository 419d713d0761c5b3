// The weights of one run at those of its epochs that are known: kept by the server, or seen while it trained.

import * as server from "../../api.js";
import { numbers } from "../scene.js";

const MOST_BYTES = 32_000_000;
const AHEAD = 24;

export class KeptFrames extends EventTarget {
  constructor(api = server) {
    super();
    this.api = api;
    this.heard = (event) => this.hear(event.detail.weights);
    this.forget();
  }

  forget() {
    this.live?.removeEventListener("weights", this.heard);
    Object.assign(this, { live: null, run: 1, frames: new Map(), kept: new Set(), asked: new Map(), epochs: [], bytes: 0 });
  }

  /** Whose frames they are; asks the server for its list. */
  follow(live, run) {
    if (live === this.live && run === this.run) return;
    this.forget();
    Object.assign(this, { live, run });
    if (!live) return;
    live.addEventListener("weights", this.heard);
    this.refresh();
  }

  /** The server's list anew: where a run has ended, it has kept the last epoch and the best. */
  async refresh() {
    const { live, run } = this;
    try {
      const { epochs } = await this.api.getWeights(live.id, run);
      if (live !== this.live || run !== this.run) return;
      this.kept = new Set(epochs);
      this.told();
    } catch (refused) {
      if (!refused.problems) throw refused;
    }
  }

  hear(weights) {
    const own = weights.filter((frame) => frame.run === this.run);
    for (const { epoch, data } of own) this.put(epoch, data);
    if (own.length) this.told();
  }

  put(epoch, data) {
    this.bytes += data.byteLength - (this.frames.get(epoch)?.byteLength ?? 0);
    this.frames.set(epoch, data);
    // What the server has kept can be asked for again; the others are gone with it, so they go last.
    for (const old of this.bytes > MOST_BYTES ? [...this.frames.keys()] : []) {
      if (this.bytes <= MOST_BYTES || old === epoch) break;
      this.bytes -= this.frames.get(old).byteLength;
      this.frames.delete(old);
    }
  }

  told() {
    this.epochs = [...new Set([...this.kept, ...this.frames.keys()])].sort((one, other) => one - other);
    this.dispatchEvent(new Event("change"));
  }

  /** The weights of an epoch if they are here. */
  get(epoch) {
    return this.frames.get(epoch) ?? null;
  }

  /** Fetches the weights of an epoch, and of those after it, that are not here yet; resolves to the weights or null. */
  async load(epoch) {
    if (this.frames.has(epoch)) return this.get(epoch);
    if (!this.asked.has(epoch)) {
      const place = this.epochs.indexOf(epoch);
      const wanted = this.epochs.slice(place, place + AHEAD).filter((each) => !this.frames.has(each) && !this.asked.has(each));
      const answer = this.ask(wanted);
      for (const each of wanted) this.asked.set(each, answer);
    }
    await this.asked.get(epoch);
    return this.get(epoch);
  }

  async ask(epochs) {
    const { live, run } = this;
    try {
      const { weights } = await this.api.getWeights(live.id, run, epochs.join(","));
      if (live !== this.live || run !== this.run) return;
      for (const { epoch, data } of weights) this.put(epoch, numbers(data));
    } catch (refused) {
      if (!refused.problems) throw refused;
    } finally {
      if (live === this.live) for (const each of epochs) this.asked.delete(each);
    }
  }
}
