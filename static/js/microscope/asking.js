// When to look again: once where a run rests, and every few seconds while it trains.

import { measured, Replaced } from "../measured.js";

const SETTLED = 400;
/** Milliseconds between two looks at a run that trains; longer where a busy server took its time to answer. */
const PACE = 2_500;
const PATIENCE = 8;
const LONGEST = 20_000;
const REPLACED = "You looked at something else meanwhile: choose a weight to look at this again.";

export class Asking {
  /**
   * `question()`: {experiment, asked: {run, epoch, updates, weight, near}, layers} or null where there is nothing to ask;
   * `told({progress} | {found, …question} | {problem})`.
   */
  constructor(question, told, { measure = measured } = {}) {
    Object.assign(this, { question, told, measure, last: null, due: 0, busy: false, lost: false });
  }

  /** Something changed: another weight, epoch or run; `now`: a student waits for it. A run that trains changes all the time. */
  later(now = false) {
    const slowly = this.lost || this.question()?.asked.near;
    const wait = now ? 0 : Math.max(SETTLED, slowly ? this.due - performance.now() : 0);
    const at = performance.now() + wait;
    if (this.timer && this.at <= at) return;
    clearTimeout(this.timer);
    this.at = at;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.ask();
    }, wait);
  }

  /** What is on its way would be about something else. */
  forget() {
    this.last = null;
    this.due = 0;
    this.giveUp?.abort();
  }

  async ask() {
    const question = this.question();
    // One at a time: the server forgets a question for the next one.
    if (!question || this.busy) return;
    const told = JSON.stringify([question.experiment, question.asked, question.moment]);
    if (told === this.last) return;
    Object.assign(this, { last: told, busy: true, giveUp: new AbortController() });
    const began = performance.now();
    this.told({ progress: 0 });
    try {
      const heard = ({ result }) => result && this.told({ progress: result.done / Math.max(1, result.of) });
      const result = await this.measure(`experiments/${question.experiment}/microscope`, question.asked, { told: heard, signal: this.giveUp.signal });
      this.lost = false;
      if (result) this.told({ found: result.found, epoch: result.epoch, question });
    } catch (refused) {
      if (!refused.problems) throw refused;
      // What was lost on the way is asked for again, at the pace of a run that trains.
      this.lost = refused.status === 0;
      if (this.lost) this.last = null;
      this.told({ problem: refused instanceof Replaced ? REPLACED : refused.problems[0].msg });
    } finally {
      this.busy = false;
    }
    const now = performance.now();
    this.due = now + Math.min(LONGEST, Math.max(PACE, PATIENCE * (now - began)));
    this.later();
  }
}
