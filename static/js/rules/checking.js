// Asks the server what it says about a text, once nothing was typed for a moment; only the newest answer counts.

const PAUSE = 180;
const KEPT = 100;
/** After a refusal, such as too many questions at once. */
const LATER = 2000;
const TRIES = 5;

export class Checking {
  /**
   * `ask(text)` resolves to the answer, `told(answer)` hears it. Texts that were asked before are answered at once. Where nobody
   * answers, however often, `lost(sentence, again)` hears why and how to try once more.
   */
  constructor(ask, told, { pause = PAUSE, later = LATER, lost = () => {} } = {}) {
    Object.assign(this, { ask, told, pause, later, lost, timer: 0, wanted: null, known: new Map() });
  }

  /** A text is on show; `at` once, where it did not come from typing. */
  look(text, { now = false } = {}) {
    clearTimeout(this.timer);
    this.wanted = text;
    if (this.known.has(text)) return this.told(this.known.get(text));
    this.timer = setTimeout(() => this.send(text), now ? 0 : this.pause);
  }

  async send(text, tries = TRIES) {
    let answer;
    try {
      answer = await this.ask(text);
    } catch (refused) {
      if (!refused.problems) throw refused;
      // Without an answer nothing is known to be wrong: asked again, unless another text has taken its place.
      if (text !== this.wanted) return;
      if (tries > 1) this.timer = setTimeout(() => this.send(text, tries - 1), this.later);
      else this.lost(refused.problems.map(({ msg }) => msg).join(" "), () => this.look(text, { now: true }));
      return;
    }
    if (this.known.size >= KEPT) this.known.clear();
    this.known.set(text, answer);
    if (text === this.wanted) this.told(answer);
  }
}
