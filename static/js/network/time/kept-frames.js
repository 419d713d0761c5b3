// The weights of one run at those of its epochs that are known: kept by the server, or seen while it trained.

import * as server from "../../api.js";
import { numbers } from "../scene.js";
import { placeOf } from "./moments.js";

const MOST_BYTES = 32_000_000;
const AHEAD = 24;

export class KeptFrames extends EventTarget {
  /** `most`: the bytes that are held at once. */
  constructor(api = server, most = MOST_BYTES) {
    super();
    Object.assign(this, { api, most });
    this.heard = (event) => this.hear(event.detail.weights);
    this.forget();
  }

  forget() {
    this.live?.removeEventListener("weights", this.heard);
    Object.assign(this, { live: null, run: 1, frames: new Map(), kept: new Set(), asked: new Map(), epochs: [], bytes: 0, stale: false });
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
      this.stale = true;
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
    this.note(epoch);
    if (this.bytes > this.most) this.makeRoom(epoch);
  }

  /** Drops what came first, but last of all what nobody keeps: the server can be asked for the others again. */
  makeRoom(newest) {
    // What is being fetched is wanted now, and must not push itself out.
    const old = [...this.frames.keys()].filter((epoch) => epoch !== newest && !this.asked.has(epoch));
    for (const epoch of [...old.filter((each) => this.kept.has(each)), ...old.filter((each) => !this.kept.has(each))]) {
      if (this.bytes <= this.most) return;
      this.bytes -= this.frames.get(epoch).byteLength;
      this.frames.delete(epoch);
      if (!this.kept.has(epoch)) this.epochs.splice(placeOf(this.epochs, epoch), 1);
    }
  }

  /** An epoch that trains now comes after all others: nothing has to be sorted for it. */
  note(epoch) {
    if (this.epochs.length === 0 || epoch > this.epochs.at(-1)) this.epochs.push(epoch);
    else if (this.epochs[placeOf(this.epochs, epoch)] !== epoch) this.stale = true;
  }

  told() {
    if (this.stale) this.epochs = [...new Set([...this.kept, ...this.frames.keys()])].sort((one, other) => one - other);
    this.stale = false;
    this.dispatchEvent(new Event("change"));
  }

  /** The weights of an epoch if they are here. */
  get(epoch) {
    return this.frames.get(epoch) ?? null;
  }

  /**
   * Fetches the weights of an epoch, and of those after it, that are not here yet; resolves to the weights or null. One that
   * was asked for with earlier ones, but found no room in their answer, is then the first in a question of its own.
   */
  async load(epoch) {
    const { live, run } = this;
    while (this.asked.has(epoch) && !this.frames.has(epoch)) {
      await this.asked.get(epoch);
      if (live !== this.live || run !== this.run) return null;
    }
    const place = this.epochs.indexOf(epoch);
    if (this.frames.has(epoch) || place < 0) return this.get(epoch);
    const wanted = this.epochs.slice(place, place + AHEAD).filter((each) => !this.frames.has(each) && !this.asked.has(each));
    const answer = this.ask(wanted);
    for (const each of wanted) this.asked.set(each, answer);
    await answer;
    return live === this.live && run === this.run ? this.get(epoch) : null;
  }

  async ask(epochs) {
    const { live, run, asked } = this;
    try {
      const { weights } = await this.api.getWeights(live.id, run, epochs.join(","));
      if (live !== this.live || run !== this.run) return;
      for (const { epoch, data } of weights) this.put(epoch, numbers(data));
    } catch (refused) {
      if (!refused.problems) throw refused;
    } finally {
      for (const each of epochs) asked.delete(each);
    }
  }
}
