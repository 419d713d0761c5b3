// How far a search has come while it trains, and the button that stops all of it.

import { make } from "../elements.js";
import { savedInWords } from "./saved.js";
import { epochsOf } from "./trials.js";
import { isOver, pace, paceInWords, remembered, standing, standingInWords } from "./progress-words.js";

const PAUSE = 250;

export class SearchProgress {
  constructor(element, context) {
    Object.assign(this, { element, context, marks: [], live: null, drawnAt: 0 });
    this.bar = make("progress", { max: 1, value: 0, "aria-label": "How far the search has come" });
    this.counts = make("p", { class: "search-counts", "data-search-counts": true });
    this.pace = make("p", { class: "muted small search-pace" });
    this.stop = make("button", { class: "button small", type: "button", "data-stop-all": true, onclick: () => context.control("stop") }, "Stop all");
    this.panel = make("section", { class: "panel search-progress", hidden: true, "aria-label": "Progress of the search" }, this.counts, this.bar, this.pace, this.stop);
    element.replaceChildren(this.panel);
  }

  show(sight) {
    this.sight = sight;
    clearTimeout(this.timer);
    const wait = this.drawnAt + PAUSE - performance.now();
    if (wait > 0 && sight.live === this.live) this.timer = setTimeout(() => this.draw(), wait);
    else this.draw();
  }

  draw() {
    const { live, trials, history, spec } = this.sight;
    this.drawnAt = performance.now();
    if (live !== this.live) Object.assign(this, { live, marks: [] });
    const status = live?.status;
    this.panel.hidden = !status || isOver(status) || (status.runs ?? history.runs.size) < 2;
    if (this.panel.hidden) return;
    const progress = status.progress ?? 0;
    let epochs = 0;
    for (const run of history.runs.values()) epochs += epochsOf(run);
    this.marks = status.state === "running" ? remembered(this.marks, { at: performance.now() / 1000, progress, epochs }) : [];
    this.bar.value = progress;
    this.counts.textContent = standingInWords(standing(status, trials));
    const going = status.state === "running" ? paceInWords(pace(status, this.marks)) : "";
    this.pace.textContent = [going, savedInWords(trials, spec.stopping.epochs)].filter(Boolean).join(" · ");
    this.stop.hidden = !this.context.mine();
    this.stop.disabled = status.desired === "stop";
    this.stop.textContent = status.desired === "stop" ? "Stopping …" : "Stop all";
  }
}
