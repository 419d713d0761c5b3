// What an experiment is to its parent: a branch or a repetition. Its parent's curve is drawn with the new one, and told apart.

import * as server from "../../api.js";
import { make } from "../../elements.js";
import { emptyHistory, firstRun } from "../../history.js";
import { unfold } from "../../history-columns.js";
import { differenceInWords } from "./difference.js";

const POINTS = 20_000;

export class Kinship {
  constructor(element, api = server) {
    Object.assign(this, { element, api, live: null, words: null });
    this.link = make("a", {});
    this.before = make("span", {});
    this.result = make("span", { "data-difference": "" });
    element.append(make("strong", {}, this.before, this.link, "."), " ", this.result);
    element.hidden = true;
  }

  /** `live.kin` is what the API says of the experiment; one that stands alone shows nothing. */
  show(live) {
    const kin = live?.kin;
    const related = Boolean(kin?.parent && (kin.again || kin.branched_at !== null));
    this.element.hidden = !related;
    if (!related) return;
    if (this.live !== live) this.meet(live, kin);
    else if (this.asked !== Boolean(firstRun(live.history)?.finished)) this.compare(live, kin);
    this.tell(live, kin);
  }

  meet(live, kin) {
    Object.assign(this, { live, words: null });
    this.result.textContent = "";
    this.before.textContent = kin.again ? "Run again: repeats " : `Branch at epoch ${kin.branched_at.toLocaleString("en")} of `;
    this.link.textContent = "its parent";
    this.link.href = `/e/${kin.parent}`;
    this.compare(live, kin);
  }

  /** The parent's curve; asked for once more at the end, for it may have trained on meanwhile. */
  async compare(live, kin) {
    this.asked = Boolean(firstRun(live.history)?.finished);
    try {
      const answer = await this.api.getHistory(kin.parent, { points: POINTS });
      if (live !== this.live) return;
      const { runs } = unfold(emptyHistory(), answer);
      live.history.compared = { title: kin.again ? "recorded" : "parent", runs };
      live.changed([]);
    } catch (refused) {
      if (!refused.problems) throw refused;
      if (live === this.live) this.result.textContent = "Its parent can no longer be read.";
    }
  }

  tell(live, kin) {
    const compared = live.history.compared;
    const run = firstRun(live.history);
    const other = run && compared?.runs.get(run.number);
    if (!other) return;
    const changed = run.changes.length !== other.changes.length;
    // Only another length, another changed setting or the end can make another sentence.
    const key = [run.length, other.length, run.changes.length, Boolean(run.finished)].join();
    if (key === this.words) return;
    this.words = key;
    const parts = [...compared.runs.values()].length > 1 ? "Of the first run: " : "";
    this.result.textContent = parts + differenceInWords(run, other, { from: kin.branched_at ?? 0, changed });
  }
}
