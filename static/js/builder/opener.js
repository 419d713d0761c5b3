// Opens the dialog that builds comparisons and searches. Its modules are fetched when somebody reaches for it.

import { say } from "../notices.js";

const BUTTON = "[data-build]";

export class BuilderOpener {
  /** `page` has form, load and guarded, and trains what the form holds. */
  constructor(page) {
    this.page = page;
    document.addEventListener("click", (event) => event.target.closest(BUTTON) && this.open());
    document.addEventListener("pointerover", (event) => event.target.closest(BUTTON) && this.fetch().catch(() => {}));
  }

  fetch() {
    this.module ??= import("./dialog.js").catch((error) => {
      this.module = null;
      throw error;
    });
    return this.module;
  }

  /** `start`: the name of a comparison that begins with one click, to be shown first. */
  async open(start = null) {
    // A lesson may hide it.
    if (!document.querySelector(BUTTON).checkVisibility()) return;
    const module = await this.fetch().catch(() => null);
    if (!module) {
      say("The server cannot be reached: try again in a moment");
      return;
    }
    this.builder ??= new module.Builder(document.querySelector("[data-builder]"), this.page.form, {
      use: (spec) => this.page.load({ spec }),
      train: (spec) => {
        this.page.load({ spec });
        this.page.guarded(() => this.page.train("run"));
      },
    });
    this.builder.open(start);
  }
}
