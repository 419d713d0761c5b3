// Everything about addresses on the playground: what the present one asks for, the lesson that it holds, and new ones.

import { AddressBar } from "./address-bar.js";
import { Lesson } from "./lesson.js";
import { showProblems } from "./notices.js";
import { ShareDialog, showForeignNotes } from "./share-dialog.js";
import { stateIn } from "./tensorflow-playground.js";

const find = (selector) => document.querySelector(selector);

export class Links {
  /** `stage` holds the options of the picture; `load(spec)` puts settings on show, `replace(spec)` ends what trains before. */
  constructor(form, stage, { load, replace }) {
    Object.assign(this, { load, replace });
    this.address = new AddressBar(form, stage);
    this.lesson = new Lesson(find("[data-lesson]"), this.address);
    this.share = new ShareDialog(find("[data-share-dialog]"), this.address, (state) => this.openForeign(state));
    document.addEventListener("click", (event) => event.target.closest("[data-share]") && this.share.open());
    // A link that differs only behind its # opens in the page that is there. What it asked for stands in the event: by now
    // the address may be in order again.
    window.addEventListener("hashchange", ({ newURL }) => {
      const state = stateIn(new URL(newURL).hash);
      if (state) this.openForeign(state);
    });
  }

  /** What the address asks for beside settings: {e, fork, set, to}; `arrive` with its `settings()` follows. */
  begin() {
    return this.address.begin();
  }

  /** What a link says is put on show: its settings, its lesson, and a note of what it cannot say here. */
  async arrive({ spec, problems, notes }, put = this.load) {
    if (spec) await put(spec);
    this.lesson.show();
    showForeignNotes(find("[data-foreign]"), notes);
    if (problems.length) showProblems(problems);
    this.address.write();
  }

  /** Other settings for a page that is open: what trains there is not meant by them. */
  openForeign(state) {
    return this.arrive(this.address.open(state), this.replace);
  }

  /** The settings on show, or the experiment named, have changed. */
  write(named) {
    this.address.write(named);
  }
}
