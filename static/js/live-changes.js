// Settings that change while a network trains: sent once the student has paused, the newest value of each.

import * as server from "./api.js";
import { at, differences, replaced, same } from "./schema.js";
import { within } from "./spec-changes.js";

const THINKING = 350;

export class LiveChanges {
  /** `page` has form, live, base and guarded, as the playground does. */
  constructor(page, { api = server, thinking = THINKING } = {}) {
    Object.assign(this, { page, api, thinking, pending: {} });
    this.begin();
  }

  /** Another experiment: nothing was asked of it yet. */
  begin() {
    /** Path → the value asked for last, until the experiment tells that it has it. */
    this.asked = new Map();
  }

  /** What trains once all that was asked for has arrived. */
  get expected() {
    return [...this.asked].reduce((spec, [path, value]) => replaced(spec, path, value), this.page.base);
  }

  /** The experiment told of a change, and `base` has it. */
  arrived() {
    for (const [path, value] of this.asked) if (same(at(this.page.base, path), value)) this.asked.delete(path);
  }

  /** Sends every live setting inside a path in which the form and the experiment differ. */
  sendWithin(path) {
    const { form, live } = this.page;
    if (!live?.active) return;
    const { expected } = this;
    // A constant that its rule does not have belongs to another rule, which waits for the next training.
    const known = (each) => at(expected, each) !== undefined && form.get(each) !== undefined;
    for (const each of differences(form.value, expected)) if (within(each, path) && form.isLive(each) && known(each)) this.send(each);
  }

  send(path) {
    clearTimeout(this.pending[path]);
    this.pending[path] = setTimeout(() => this.page.guarded(() => this.ask(path), { focus: false }), this.thinking);
  }

  async ask(path) {
    const { page, asked } = this;
    const value = page.form.get(path);
    // Compared with what was asked for: going back before an answer came is a change as well.
    if (!page.live?.active || same(value, at(this.expected, path))) return;
    asked.set(path, value);
    try {
      await this.api.change(page.live.id, { [path]: value });
    } catch (refused) {
      if (same(asked.get(path), value)) asked.delete(path);
      throw refused;
    }
  }
}
