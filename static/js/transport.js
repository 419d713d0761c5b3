// Train, Pause, Step, Reset, New weights, Stop: which of them make sense now, and what they say.

import { describe } from "./status.js";
import { firstRun } from "./history.js";

const CONNECTIONS = {
  live: "live", connecting: "connecting …", delayed: "live updates delayed", offline: "offline", gone: "not shared with you any more",
};

export class Transport {
  /** `actions`: train, pause, step, reset, stop, each an async function. A page may lack any of the buttons. */
  constructor(element, actions) {
    this.element = element;
    this.actions = actions;
    this.newest = null;
    this.queue = Promise.resolve();
    for (const name of ["step", "reset", "weights", "stop"]) this.button(name)?.addEventListener("click", () => this.act(name));
    // A double click is one wish: at its second half the button may say Pause already.
    this.button("train")?.addEventListener("click", (event) => event.detail < 2 && this.toggle());
  }

  button(name) {
    return this.element.querySelector(`[data-action="${name}"]`);
  }

  /** One thing after the other: the same press again while it is on its way is the same wish, another one waits. */
  async act(name) {
    const button = this.button(name === "pause" ? "train" : name);
    if (this.newest === name || !button || button.disabled) return;
    this.newest = name;
    this.element.setAttribute("aria-busy", "true");
    const result = this.queue.then(this.actions[name]).finally(() => {
      if (this.newest === name) this.newest = null;
      if (!this.newest) this.element.removeAttribute("aria-busy");
    });
    // What went wrong is told once; the buttons go on working.
    this.queue = result.catch(() => {});
    await result;
  }

  toggle() {
    return this.act(this.running ? "pause" : "train");
  }

  /** `live` is the LiveExperiment or null; `fresh` says that Train would start a new one. */
  show(live, fresh) {
    const status = live?.status ?? null;
    const active = Boolean(live?.active);
    this.running = active && status.state !== "paused" && status.desired !== "pause";
    this.showButtons({ status, active, fresh, any: Boolean(live) });
    this.showStatus(live, status);
  }

  showButtons({ status, active, fresh, any }) {
    const train = this.button("train");
    if (!train) return;
    train.classList.toggle("is-running", this.running);
    train.querySelector("[data-label]").textContent = this.running ? "Pause" : status?.state === "paused" && !fresh ? "Continue" : "Train";
    this.enable("step", !this.running);
    this.enable("reset", any);
    this.enable("stop", active);
  }

  enable(name, possible) {
    const button = this.button(name);
    if (button) button.disabled = !possible;
  }

  showStatus(live, status) {
    const shown = live && !status
      ? { tone: "waiting", title: "Loading …", detail: "" }
      : describe(status, live?.history);
    const box = document.querySelector("[data-status]");
    // Read aloud when the state changes, not at every epoch.
    if (box.dataset.tone !== shown.tone) document.querySelector("[data-announce]").textContent = `${shown.title}. ${shown.detail}`;
    box.dataset.tone = shown.tone;
    put(box, "[data-status-title]", shown.title);
    put(box, "[data-status-detail]", shown.detail);
    const connection = document.querySelector("[data-connection]");
    connection.hidden = !live;
    connection.dataset.connection = live?.connection ?? "";
    put(connection, "[data-connection-words]", CONNECTIONS[live?.connection] ?? "");
    const run = live && firstRun(live.history);
    const epoch = run?.length ? run.columns.epoch[run.length - 1] : 0;
    const progress = document.querySelector("[data-progress]");
    progress.style.setProperty("--part", status?.runs > 1 ? status.progress : status?.epochs ? Math.min(1, epoch / status.epochs) : 0);
    progress.dataset.tone = shown.tone;
  }
}

function put(box, selector, text) {
  const target = box.querySelector(selector);
  if (target.textContent !== text) target.textContent = text;
}
