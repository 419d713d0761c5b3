// One experiment as a page sees it: its history, its status and its live line. Says "change" when any of them moves.

import * as api from "./api.js";
import { emptyHistory, fold } from "./history.js";
import { Stream } from "./stream.js";

export class LiveExperiment extends EventTarget {
  constructor(id, spec = null) {
    super();
    this.id = id;
    this.history = emptyHistory(spec?.stopping?.early?.monitor);
    this.status = null;
    this.connection = "connecting";
    this.frames = 0;
  }

  open() {
    this.stream = new Stream(this.id, {
      deliver: (frame) => this.receive(frame),
      tell: (connection) => {
        this.connection = connection;
        this.changed([]);
      },
    }).open();
    return this;
  }

  receive({ events, status }) {
    fold(this.history, events);
    if (status) {
      this.status = status;
      this.frames += 1;
    }
    this.changed(events);
  }

  /** Asks for run, pause, step or stop. The answer counts unless the stream has told something newer meanwhile. */
  async control(desired) {
    const heard = this.frames;
    const { status } = await api.control(this.id, desired);
    if (this.frames !== heard) return;
    this.status = status;
    this.changed([]);
  }

  get active() {
    return ["waiting", "running", "paused"].includes(this.status?.state);
  }

  changed(events) {
    this.dispatchEvent(new CustomEvent("change", { detail: { events } }));
  }

  close() {
    this.stream?.close();
  }
}
