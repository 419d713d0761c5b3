// Many networks computed at once in a worker: the newest that came, one question after the other.

export class Crowd {
  /** Calls `received(answer)` with what `networks-worker.js` answered, and the scene and runs it was asked about. */
  constructor(received) {
    Object.assign(this, { received, scene: null, worker: null, number: 0, sent: null, next: null });
  }

  /** Another network or other data: what is still being computed is worth nothing any more. */
  begin(scene) {
    this.close();
    this.scene = scene;
    this.worker = new Worker(new URL("./networks-worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = () => this.receive({ number: this.sent?.number, maps: null, judged: null });
    this.worker.postMessage({ scene: { ...scene, weights: null } });
  }

  /** `frames`: [{run, data}]; `options` as the worker reads them. A question that waits is replaced by a newer one. */
  ask(frames, options = {}) {
    if (!this.scene || !frames.length) return;
    this.next = { frames, options };
    if (!this.sent) this.send();
  }

  send() {
    const { frames, options } = this.next;
    this.next = null;
    this.sent = { number: this.number += 1, runs: frames.map(({ run }) => run), scene: this.scene };
    this.worker.postMessage({ ...options, number: this.number, networks: frames.map(({ data }) => data) });
  }

  receive({ number, ...answer }) {
    if (number !== this.sent?.number) return;
    const { runs, scene } = this.sent;
    this.sent = null;
    this.received({ ...answer, runs, scene });
    if (this.next) this.send();
  }

  close() {
    this.worker?.terminate();
    Object.assign(this, { worker: null, sent: null, next: null, scene: null });
  }
}
