// Has the pictures of lanes computed by one worker, one at a time and within a budget, the lane that waited longest first.

import { isMapped } from "../network/maps.js";
import { networkSize } from "../network/player.js";
import { judgedSplit } from "./lane-answers.js";

const FINENESS = [20, 28, 40, 56, 80, 110];
const CURVE = 120;
/** Milliseconds that one lane's map may take while networks come, and once none has come for a while. */
const MOVING = 8;
const STILL = 60;
const STILL_AFTER = 600;
/** How long the worker rests after a map, as a multiple of the time that it took. */
const REST = 1;

export class LanePainter {
  /** Calls `paint(lane, drawn, epoch)` with what came: {maps}, or {answers} where data are no points on a map. */
  constructor(paint) {
    Object.assign(this, { paint, scenes: new Map(), waiting: new Map(), drawn: new Map(), busy: false, number: 0, perCell: 0.001, paused: true });
  }

  /** The scene of the networks that go by this key; the worker needs samples only where there are no maps. */
  setScene(key, scene) {
    this.scenes.set(key, scene);
    this.worker ??= this.begin();
    const split = isMapped(scene) ? null : judgedSplit(scene);
    this.worker.postMessage({ key, scene: { ...scene, samples: split && { [split]: scene.samples[split] }, weights: null } });
  }

  begin() {
    const worker = new Worker(new URL("./lanes-worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = () => this.free();
    return worker;
  }

  /** The newest network of a lane; one that still waits is passed over. */
  ask(lane, { key, epoch, weights }) {
    const scene = this.scenes.get(key);
    if (!scene || weights.length !== networkSize(scene)) return;
    // Its place in the queue stays.
    this.waiting.set(lane, { key, epoch, weights, allowed: MOVING });
    this.next();
  }

  /** Nobody looks: nothing is computed until somebody does. */
  pause(paused) {
    this.paused = paused;
    this.next();
  }

  forget() {
    clearTimeout(this.still);
    for (const each of [this.waiting, this.drawn, this.scenes]) each.clear();
    this.number += 1;
  }

  next() {
    clearTimeout(this.still);
    if (this.busy || this.paused) return;
    if (!this.waiting.size) {
      this.still = setTimeout(() => this.refine(), STILL_AFTER);
      return;
    }
    const [lane, asked] = this.waiting.entries().next().value;
    const { key, epoch, weights, allowed } = asked;
    this.waiting.delete(lane);
    this.busy = true;
    const copy = weights.slice();
    const job = { lane, key, epoch, number: this.number, weights: copy, cells: this.cellsFor(this.scenes.get(key), allowed) };
    this.drawn.set(lane, { ...asked, cells: job.cells });
    this.worker.postMessage({ job }, [copy.buffer]);
  }

  /** What stands still is drawn once more, as fine as there is time for. */
  refine() {
    for (const [lane, job] of this.drawn) {
      const scene = this.scenes.get(job.key);
      if (scene && this.cellsFor(scene, STILL) > job.cells) this.waiting.set(lane, { ...job, allowed: STILL });
    }
    if (this.waiting.size) this.next();
  }

  cellsFor({ kind }, allowed) {
    if (kind !== "plane") return CURVE;
    return FINENESS.filter((each) => each ** 2 * this.perCell <= allowed).at(-1) ?? FINENESS[0];
  }

  receive({ lane, epoch, number, drawn, took }) {
    if (drawn.maps) this.perCell = 0.7 * this.perCell + (0.3 * took) / (drawn.maps.output.width * drawn.maps.output.height);
    if (number === this.number) this.paint(lane, drawn, epoch);
    setTimeout(() => this.free(), REST * took);
  }

  free() {
    this.busy = false;
    this.next();
  }
}
