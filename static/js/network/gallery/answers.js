// What the network on the stage says about the samples of a split. Asks a worker, for the newest weights only, and only
// while somebody can see the answer.

/** Five times a second is as often as a table can be read. */
const PAUSE = 200;

export class Answers {
  /** `tell({split, outputs, run, epoch})` gets one array per output. */
  constructor(stage, tell) {
    Object.assign(this, { stage, tell, split: "train", seen: false, busy: null, stale: true, asked: 0, timer: null, number: 0, worker: null });
    stage.addEventListener("scene", () => this.begin());
    stage.addEventListener("frame", () => this.change());
    document.addEventListener("visibilitychange", () => this.ask());
  }

  see(seen) {
    this.seen = seen;
    this.ask();
  }

  look(split) {
    this.split = split;
    this.change();
  }

  begin() {
    this.sent = false;
    this.busy = null;
    this.change();
  }

  change() {
    this.stale = true;
    this.ask();
  }

  ask() {
    const { scene, weights } = this.stage;
    if (!this.stale || !this.seen || document.hidden || this.busy || this.timer || !weights || !scene?.samples?.[this.split]?.count) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.send();
    }, Math.max(0, this.asked + PAUSE - performance.now()));
  }

  send() {
    const { scene, weights, run, epoch } = this.stage;
    if (!weights || !scene?.samples?.[this.split]?.count) return;
    if (!this.sent) this.introduce(scene);
    this.stale = false;
    this.asked = performance.now();
    this.number += 1;
    this.busy = { number: this.number, split: this.split, run, epoch, scene };
    const copy = weights.slice();
    this.worker.postMessage({ number: this.number, weights: copy, split: this.split }, [copy.buffer]);
  }

  introduce(scene) {
    this.sent = true;
    if (!this.worker) {
      this.worker = new Worker(new URL("./answers-worker.js", import.meta.url), { type: "module" });
      this.worker.onmessage = ({ data }) => this.receive(data);
      // What could not be computed once may do with other weights.
      this.worker.onerror = () => {
        this.busy = null;
        this.ask();
      };
    }
    const splits = Object.fromEntries(Object.entries(scene.samples).filter(([, split]) => split).map(([name, { inputs, count }]) => [name, { inputs, count }]));
    this.worker.postMessage({ scene: { ...scene, samples: null, weights: null }, splits });
  }

  receive({ number, outputs }) {
    const { busy } = this;
    // What was asked before another scene came is about other samples.
    if (busy?.number === number) {
      this.busy = null;
      if (busy.scene === this.stage.scene && busy.split === this.split) this.tell({ ...busy, outputs });
    }
    this.ask();
  }
}
