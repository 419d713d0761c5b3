// The live line to one experiment: every event once, in order, whatever happens to the connection.
// A message is only a hint that rows exist; `after` (the last event seen) is what asks for them.

import * as server from "./api.js";

const HEARTBEAT = 10_000;
/** The server answers every heartbeat at once; after this long the page says that nothing comes. */
const ANSWER = 4_000;
const SILENCE = 40_000;
const POLL = 1_500;
const LONGEST_WAIT = 15_000;

export class Stream {
  /** `deliver({events, status, weights})` gets only events that follow each other; `tell(state)` hears live, connecting, delayed, offline, gone. */
  constructor(id, { deliver, tell, after = 0, WebSocketClass = WebSocket, api = server, heartbeat = HEARTBEAT, answer = ANSWER }) {
    Object.assign(this, { id, deliver, tell, last: after, WebSocketClass, api, heartbeat, answer });
    this.failures = 0;
    this.closed = false;
    this.timers = {};
    this.wake = () => this.resync();
    this.reconnect = () => this.resync(true);
    this.sleep = () => this.say("offline");
  }

  open() {
    document.addEventListener("visibilitychange", this.wake);
    window.addEventListener("online", this.reconnect);
    window.addEventListener("pageshow", this.wake);
    window.addEventListener("offline", this.sleep);
    this.connect();
    return this;
  }

  close() {
    this.closed = true;
    document.removeEventListener("visibilitychange", this.wake);
    window.removeEventListener("online", this.reconnect);
    window.removeEventListener("pageshow", this.wake);
    window.removeEventListener("offline", this.sleep);
    Object.values(this.timers).forEach(clearTimeout);
    this.socket?.close();
  }

  get address() {
    return `experiments/${this.id}?after=${this.last}`;
  }

  /** What a heartbeat says: how far this browser is. */
  get cursor() {
    return { after: this.last };
  }

  connect() {
    if (this.closed) return;
    clearTimeout(this.timers.connect);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    let socket;
    try {
      socket = new this.WebSocketClass(`${scheme}://${location.host}/ws/${this.address}`);
    } catch {
      this.lost();
      return;
    }
    this.socket = socket;
    socket.onopen = () => this.beat();
    socket.onmessage = (message) => this.receive(message.data);
    socket.onclose = (event) => socket === this.socket && this.lost(event.code);
  }

  receive(text) {
    const frame = JSON.parse(text);
    this.failures = 0;
    this.heard = Date.now();
    clearTimeout(this.timers.poll);
    clearTimeout(this.timers.answer);
    this.say("live");
    if (!this.take(frame)) this.ask();
  }

  /**
   * Delivers what follows the last event without a gap; false when something is missing in between. Of very many runs epochs
   * are left out on purpose: `after` and `last` then say what the message stands for.
   */
  take({ events = [], status = null, weights = [], after = null, last = null }) {
    const fresh = events.filter((event) => event.seq > this.last);
    const condensed = after !== null;
    const dense = condensed ? after <= this.last : fresh.every((event, index) => event.seq === this.last + 1 + index);
    const accepted = dense ? fresh : [];
    if (dense && condensed) this.last = Math.max(this.last, last);
    else if (accepted.length) this.last = accepted[accepted.length - 1].seq;
    // What comes late tells how things stood: a page must not go back to that.
    const late = (last ?? events[events.length - 1]?.seq ?? this.last) < this.last;
    const known = late ? null : status;
    if (accepted.length || known) this.deliver({ events: accepted, status: known, weights, condensed });
    return dense;
  }

  ask() {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(this.cursor));
  }

  beat() {
    clearTimeout(this.timers.beat);
    this.heard ??= Date.now();
    this.timers.beat = setTimeout(() => {
      if (Date.now() - this.heard > SILENCE) return this.resync(true);
      this.ask();
      clearTimeout(this.timers.answer);
      this.timers.answer = setTimeout(() => this.say("delayed"), this.answer);
      this.beat();
    }, this.heartbeat);
  }

  /** After sleep, a hidden tab or a new network: ask at once, or connect anew where the line is dead. */
  resync(force = false) {
    if (this.closed || document.hidden) return;
    const open = this.socket?.readyState === 1;
    if (open && !force) return this.ask();
    if (this.socket?.readyState === 0) return;
    const old = this.socket;
    this.socket = null;
    old?.close();
    this.heard = Date.now();
    this.connect();
  }

  lost(code) {
    if (this.closed) return;
    clearTimeout(this.timers.beat);
    clearTimeout(this.timers.answer);
    if (code === 4404) return this.say("gone");
    this.failures += 1;
    this.say(navigator.onLine === false ? "offline" : this.failures > 1 ? "delayed" : "connecting");
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** Math.min(this.failures - 1, 5));
    this.timers.connect = setTimeout(() => this.connect(), wait * (0.5 + Math.random()));
    if (this.failures > 1) this.poll();
  }

  /** Where sockets are blocked, plain requests carry the same rows, a little later. */
  async poll() {
    clearTimeout(this.timers.poll);
    if (this.closed || this.state === "live") return;
    try {
      const { frame, more } = await this.fetched();
      if (this.closed || this.state === "live") return;
      this.take(frame);
      this.say("delayed");
      this.timers.poll = setTimeout(() => this.poll(), more ? 0 : POLL * (0.8 + 0.4 * Math.random()));
    } catch (refused) {
      this.say({ 404: "gone", 429: "delayed" }[refused.status] ?? "offline");
      this.timers.poll = setTimeout(() => this.poll(), 2 * POLL);
    }
  }

  async fetched() {
    const { events, more } = await this.api.getEvents(this.id, this.last);
    const { status } = await this.api.getExperiment(this.id);
    const { weights } = events.length && !more ? await this.api.getWeights(this.id, 1, "newest") : {};
    return { frame: { events, status, weights }, more };
  }

  say(state) {
    if (state === this.state) return;
    this.state = state;
    this.tell(state);
  }
}
