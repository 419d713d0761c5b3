// One experiment as a page sees it: its history, its status and its live line. Says "change" when any of them moves,
// and "weights" when networks came to draw: {weights: [{run, epoch, data: Float32Array}]}.

import * as api from "./api.js";
import { emptyHistory, fold } from "./history.js";
import { refine, unfold } from "./history-columns.js";
import { decodeFrame } from "./network/scene.js";
import { Stream } from "./stream.js";

/** With more events than this, columns come first: the socket would tell of every epoch. */
const MANY = 600;
const POINTS = 2000;

export class LiveExperiment extends EventTarget {
  constructor(id, spec = null) {
    super();
    this.id = id;
    this.spec = spec;
    this.history = emptyHistory(spec?.stopping?.early?.monitor, spec?.vary?.objective);
    this.status = null;
    this.connection = "connecting";
    this.frames = 0;
    /** What the API says of the experiment and its parent, where the page knows it. */
    this.kin = null;
  }

  /** `seq`: how many events there are already, as far as the page knows. */
  open(seq = 0) {
    if (seq > MANY) this.catchUp().then(() => this.follow());
    else this.follow();
    return this;
  }

  /** A long experiment at once, as thinned columns. Where that fails the stream tells everything. */
  async catchUp() {
    try {
      const answer = await api.getHistory(this.id, { points: POINTS });
      unfold(this.history, answer);
      this.changed(answer.events);
    } catch (refused) {
      if (!refused.problems) throw refused;
    }
  }

  follow() {
    if (this.closed) return;
    this.stream = new Stream(this.id, {
      after: this.history.seq,
      deliver: (frame) => this.receive(frame),
      tell: (connection) => {
        this.connection = connection;
        this.changed([]);
      },
    }).open();
  }

  /** More rows of a thinned run between two epochs. */
  async look(first, last) {
    if (![...this.history.runs.values()].some((run) => run.thinned)) return;
    refine(this.history, await api.getHistory(this.id, { points: POINTS, first: Math.max(0, Math.floor(first)), last: Math.max(0, Math.ceil(last)) }));
    this.changed([]);
  }

  receive({ events, status, weights = [], condensed = false }) {
    fold(this.history, events);
    // Runs with missing epochs are thinned ones: zooming in asks for the rest.
    if (condensed) for (const { run } of events) if (this.history.runs.has(run)) this.history.runs.get(run).thinned = true;
    if (status) {
      this.status = status;
      this.frames += 1;
    }
    this.changed(events);
    if (weights.length) this.tell("weights", { weights: weights.map(decodeFrame) });
  }

  /** Asks for run, pause, step or stop, or with {run} or {trial} to stop that one of several. The answer counts unless the stream has told something newer meanwhile. */
  async control(desired, which) {
    const heard = this.frames;
    const { status } = await api.control(this.id, desired, which);
    if (this.frames !== heard) return;
    this.status = status;
    this.changed([]);
  }

  get active() {
    return ["waiting", "running", "paused"].includes(this.status?.state);
  }

  changed(events) {
    this.tell("change", { events });
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  close() {
    this.closed = true;
    this.stream?.close();
  }
}
