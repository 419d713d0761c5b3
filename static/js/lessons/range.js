// The range test that comes before some lessons: its curve while it grows, and the rates that it found.

import { Chart } from "../charts/chart.js";
import { rangeTestFigure } from "../charts/range-test.js";
import { measured } from "../measured.js";
import { rangeWords } from "../rates/words.js";

const FACTS = ["suggestion", "learning_rate_at_minimum", "learning_rate_at_end"];

export class LessonRange {
  /** `told(words)` hears how far it is. */
  constructor(panel, told) {
    Object.assign(this, { told });
    this.chart = new Chart(panel, rangeTestFigure, { epochs: false });
  }

  /** Measures the rates of a training of the lesson with this seed: {suggestion, …}. */
  async measure({ spec, range_test: asked }, seed) {
    const { low = 1e-4, high = 10 } = asked;
    const show = (answer) => {
      this.told(rangeWords(answer));
      this.chart.plot.setAttribute("aria-label", rangeWords(answer));
      this.chart.show({ result: answer.result ?? null, low, high, rate: null, limit: null });
    };
    const result = await measured("range-test", { ...asked, spec: { ...spec, seed } }, { told: show });
    return Object.fromEntries(FACTS.map((name) => [name, result?.found?.[name] ?? null]));
  }
}
