// The live line to a wall: the socket, and plain requests where sockets are blocked, as for an experiment.

import { Stream } from "../stream.js";
import { emptyWall, folded } from "./wall-state.js";

export class WallStream extends Stream {
  /** `deliver(wall)` hears every change; `view` is "class" for what the class sees, else "". */
  constructor(code, view, options) {
    super(code, options);
    this.view = view;
    this.wall = emptyWall();
  }

  get address() {
    return `classes/${this.id}?${this.question}`;
  }

  get cursor() {
    return { boot: this.wall.boot, after: this.wall.version };
  }

  get question() {
    return new URLSearchParams({ ...this.cursor, ...(this.view ? { view: this.view } : {}) });
  }

  take(frame) {
    const next = folded(this.wall, frame);
    if (next === null) this.wall = emptyWall();
    else this.wall = next;
    if (next !== null) this.deliver(next);
    return next !== null;
  }

  async fetched() {
    return { frame: await this.api.getWall(this.id, this.question), more: false };
  }
}
