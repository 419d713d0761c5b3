// The experiments of a lesson as its page follows them: their histories as one, how far they are, and when all have ended.

import * as api from "../api.js";
import { LiveExperiment } from "../live.js";
import { describe } from "../status.js";
import { gathered } from "./curves.js";

const OVER = ["finished", "failed"];

/** Tells "change" when any of them moves. */
export class LessonRuns extends EventTarget {
  /** `trainings`: [{name}] of the lesson. */
  constructor(trainings) {
    super();
    Object.assign(this, { trainings, lives: [], own: [], lost: 0 });
  }

  /** Follows these experiments, in the order of the lesson; those that do not exist any more are counted in `lost`. */
  async follow(ids) {
    this.close(this.lives);
    const answers = await Promise.all(ids.map((id) => api.getExperiment(id).catch((refused) => {
      if (refused.status !== 404) throw refused;
      return null;
    })));
    this.lost = answers.filter((answer) => answer === null).length;
    this.lives = answers.filter(Boolean).map((details) => this.open(details));
    this.tell();
  }

  /** One run more, of the student's own, drawn over the others. */
  async add(id, name) {
    const live = this.open(await api.getExperiment(id));
    this.own.push({ live, name });
    this.tell();
  }

  open(details) {
    const live = new LiveExperiment(details.id, details.spec);
    live.status = details.status;
    live.addEventListener("change", () => this.tell());
    return live.open(details.seq);
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  /** Everything for the charts. */
  get shown() {
    const parts = this.lives.map((live, place) => ({ name: this.trainings[place]?.name, history: live.history, own: false }));
    return gathered([...parts, ...this.own.map(({ live, name }) => ({ name, history: live.history, own: true }))]);
  }

  get ids() {
    return this.lives.map(({ id }) => id);
  }

  over(live) {
    return OVER.includes(live.status?.state);
  }

  /** Whether all that belongs to the lesson has ended. */
  get ended() {
    return this.lives.length > 0 && this.lives.every((live) => this.over(live));
  }

  /** Which share of all epochs is trained. */
  get done() {
    if (!this.lives.length) return 0;
    const shares = this.lives.map((live) => (this.over(live) ? 1 : (live.status?.epoch ?? 0) / (live.status?.epochs || 1)));
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  }

  /** {tone, title, detail} of the first that goes on, or of the last, with its place where there are several. */
  get standing() {
    if (!this.lives.length) return null;
    const place = this.lives.findIndex((live) => !this.over(live));
    const live = this.lives.at(place);
    // What is to be said of a race, the claims say: a "best run" beside them would be judged by another rule.
    const told = describe(live.status, live.history, { best: live.spec.vary?.kind !== "list" });
    if (this.lives.length === 1) return told;
    if (place === -1) return { ...told, title: `Finished: ${this.lives.length} experiments`, detail: "" };
    return { ...told, detail: [`Experiment ${place + 1} of ${this.lives.length}.`, told.detail].join(" ") };
  }

  /** What is wrong with the line to the server: "", "delayed", "offline" or "gone". */
  get connection() {
    const bad = [...this.lives, ...this.own.map(({ live }) => live)].map(({ connection }) => connection);
    return ["offline", "gone", "delayed"].find((state) => bad.includes(state)) ?? "";
  }

  /** Asks all of them to end; those that have ended meanwhile are content. */
  async stop() {
    const going = this.lives.filter((live) => !this.over(live));
    await Promise.all(going.map((live) => live.control("stop").catch((refused) => {
      if (refused.status !== 409) throw refused;
    })));
  }

  close(lives) {
    for (const live of lives) live.close();
  }
}
