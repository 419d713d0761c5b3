// The largest stable step of each racer: by formula at once, else measured in a worker, where no page has to wait for it.

import { stabilityLimit } from "./stability.js";

/** A start that is dragged asks about another curvature with every move. */
const MOST_KNOWN = 500;

export class Limits {
  constructor(worker = () => new Worker(new URL("./limit-worker.js", import.meta.url), { type: "module" })) {
    Object.assign(this, { begin: worker, worker: null, known: new Map(), asked: new Map() });
  }

  /** {limit, every, measured} of an optimizer where the largest curvature is λ; null where nothing curves upwards. */
  async of(optimizer, program, curvature) {
    if (!(curvature > 0) || !program) return null;
    const limit = stabilityLimit(optimizer, curvature);
    if (limit !== null) return { limit, every: false, measured: false };
    const key = JSON.stringify([{ ...optimizer, learning_rate: 0 }, curvature]);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    if (!this.known.has(key)) this.known.set(key, this.measure({ key, optimizer, program, curvature }));
    return this.known.get(key);
  }

  measure(question) {
    if (!this.worker) {
      this.worker = this.begin();
      this.worker.onmessage = ({ data: { key, ...answer } }) => this.settle(key, { ...answer, measured: true });
    }
    this.worker.postMessage(question);
    return new Promise((done) => { this.asked.set(question.key, done); });
  }

  settle(key, answer) {
    this.asked.get(key)?.(answer);
    this.asked.delete(key);
  }
}
