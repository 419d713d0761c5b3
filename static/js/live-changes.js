// Settings that change while a network trains: sent once the student has paused, the newest value of each.

import * as api from "./api.js";
import { at, same } from "./schema.js";

const THINKING = 350;

export class LiveChanges {
  /** `page` has form, live, base and guarded, as the playground does. */
  constructor(page) {
    this.page = page;
    this.pending = {};
  }

  send(path) {
    const { page } = this;
    clearTimeout(this.pending[path]);
    this.pending[path] = setTimeout(() => page.guarded(async () => {
      const value = page.form.get(path);
      if (page.live?.active && !same(value, at(page.base, path))) await api.change(page.live.id, { [path]: value });
    }, { focus: false }), THINKING);
  }
}
