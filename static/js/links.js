// Everything about addresses on the playground: what the present one asks for, the lesson that it holds, and new ones.

import { AddressBar } from "./address-bar.js";
import { Lesson } from "./lesson.js";
import { showProblems } from "./notices.js";
import { ShareDialog, showForeignNotes } from "./share-dialog.js";
import { stateIn } from "./tensorflow-playground.js";

const find = (selector) => document.querySelector(selector);

export class Links {
  /** `stage` holds the options of the picture; `load(spec)` puts settings on show. */
  constructor(form, stage, load) {
    this.load = load;
    this.address = new AddressBar(form, stage);
    this.lesson = new Lesson(find("[data-lesson]"), this.address);
    this.share = new ShareDialog(find("[data-share-dialog]"), this.address, (state) => this.arrive(this.address.open(state)));
    document.addEventListener("click", (event) => event.target.closest("[data-share]") && this.share.open());
    // A link that differs only behind its # opens in the page that is there.
    window.addEventListener("hashchange", () => stateIn(location.hash) && this.arrive(this.address.open(stateIn(location.hash))));
  }

  /** What the address asks for beside settings: {e, fork, set, to}; `arrive` with its `settings()` follows. */
  begin() {
    return this.address.begin();
  }

  /** What a link says is put on show: its settings, its lesson, and a note of what it cannot say here. */
  arrive({ spec, problems, notes }) {
    if (spec) this.load(spec);
    this.lesson.show();
    showForeignNotes(find("[data-foreign]"), notes);
    if (problems.length) showProblems(problems);
    this.address.write();
  }

  /** The settings on show, or the experiment named, have changed. */
  write(named) {
    this.address.write(named);
  }
}
