// What the charts of a search have to ask the server for: importances and times. Only for charts that are seen, and seldom.

import * as api from "../api.js";

const PAUSE = 4000;
const GROWTH = 1.1;

export class Asked {
  /** `told()` is called when an answer came. */
  constructor(element, told) {
    this.told = told;
    this.answers = { importance: null, times: null };
    /** Chart → why there is nothing to see. */
    this.sentences = {};
    this.questions = { importance: new Question((id) => this.importance(id)), timeline: new Question((id) => this.times(id)) };
    const seen = new IntersectionObserver((news) => {
      for (const { target, isIntersecting } of news) this.questions[target.dataset.chart].seen = isIntersecting;
      this.askAll();
    }, { rootMargin: "100px" });
    for (const name of Object.keys(this.questions)) seen.observe(element.querySelector(`[data-chart="${name}"]`));
  }

  /** Another experiment begins anew. */
  about(id, trials) {
    if (id !== this.id) Object.assign(this, { id, answers: { importance: null, times: null }, sentences: {} });
    for (const question of Object.values(this.questions)) question.about(id, trials);
    this.askAll();
  }

  askAll() {
    for (const question of Object.values(this.questions)) question.ask();
  }

  async importance(id) {
    if (!this.answers.importance) {
      this.sentences.importance = "Which setting decided most is being computed.";
      this.told();
    }
    const answer = await api.getImportance(id);
    if (id !== this.id) return;
    this.answers.importance = answer;
    if (answer.sentence) this.sentences.importance = answer.sentence;
    this.told();
  }

  async times(id) {
    const { trials, begun, ended } = await api.getTimes(id);
    if (id !== this.id) return;
    this.answers.times = new Map(trials.map((trial, row) => [trial, { begun: begun[row], ended: ended[row] }]));
    this.told();
  }
}

/** One question, asked again when a tenth more trials have ended, and when the last one has. */
class Question {
  constructor(answer) {
    Object.assign(this, { answer, seen: false, known: -1, ended: 0, busy: false });
  }

  about(id, trials) {
    if (id !== this.id) Object.assign(this, { id, known: -1 });
    this.ended = trials.filter(({ state }) => state === "finished" || state === "failed").length;
    this.over = this.ended === trials.length;
  }

  async ask() {
    const grown = this.known < 0 || this.ended > GROWTH * this.known || (this.over && this.ended > this.known);
    if (!this.seen || !this.id || this.busy || !grown) return;
    this.busy = true;
    const asked = this.ended;
    try {
      await this.answer(this.id);
      this.known = asked;
    } catch (refused) {
      if (!refused.problems) throw refused;
    } finally {
      setTimeout(() => {
        this.busy = false;
        this.ask();
      }, PAUSE);
    }
  }
}
