// "Run again": a new experiment that does all that was done in the one on show.

import * as server from "../../api.js";
import { make } from "../../elements.js";
import { showProblems } from "../../notices.js";

export class RunAgain {
  /** `time` has live, the experiment on show. */
  constructor(desk, time, api = server) {
    Object.assign(this, { desk, time, api });
    this.button = make("button", {
      class: "button small", type: "button", "data-time-action": "again", title: "Train the same once more, with every change that was made, and compare", onclick: () => this.run(),
    }, "Run again");
  }

  show() {
    this.button.hidden = !this.time.live;
  }

  async run() {
    this.button.disabled = true;
    try {
      await this.desk.open(await this.api.again(this.time.live.id));
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.problems);
    } finally {
      this.button.disabled = false;
    }
  }
}
