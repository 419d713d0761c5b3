// The test set under seal: what it is for, the question before it is opened, and what it said.

import { firstRun } from "./history.js";
import { count, figure, percent } from "./numbers.js";

export class SealedTest {
  /** `open()` is called after the owner has confirmed. */
  constructor(panel, open) {
    this.panel = panel;
    const dialog = document.querySelector("[data-test-dialog]");
    this.find("open").addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "open") open();
      dialog.returnValue = "";
    });
  }

  find(name) {
    return this.panel.querySelector(`[data-test="${name}"]`);
  }

  /** `test`: the figures once opened, else null. */
  show(live, { mine, test }) {
    const run = firstRun(live.history);
    const samples = run?.started?.test_samples ?? null;
    const finished = live.status?.state === "finished";
    this.panel.dataset.opened = Boolean(test);
    this.find("figures").hidden = !test;
    this.find("open").hidden = !mine || samples === 0 || !finished;
    this.find("open").querySelector("[data-label]").textContent = test ? "Open it again" : "Open the test set";
    this.find("state").textContent = sentence({ samples, finished, mine, test });
    if (!test) return;
    this.find("loss").textContent = figure(test.loss);
    this.find("accuracy").textContent = percent(test.accuracy);
    this.find("accuracy-box").hidden = test.accuracy === null;
    this.find("whose").hidden = live.history.runs.size < 2;
    this.find("whose").textContent = whose(test);
  }
}

function whose({ run, name }) {
  return run === 0 ? "The average of the ensemble; its members stay sealed." : `${name || `Run ${run}`}; all other runs stay sealed.`;
}

function sentence({ samples, finished, mine, test }) {
  if (test) return `${count(test.samples, "sample")}; opened ${test.count === 1 ? "once" : `${test.count} times`}. If you now change settings because of these figures, they are no longer honest.`;
  if (samples === 0) return "This experiment keeps no samples aside for a test.";
  const many = samples === null ? "Some samples" : count(samples, "sample");
  const kept = `${many} ${samples === 1 ? "was" : "were"} kept aside: no weight was fitted to them and no setting was chosen by them.`;
  if (!finished) return `${kept} They stay sealed until training has finished.`;
  return mine ? `${kept} Open them once, when all is chosen, for an honest figure.` : `${kept} Only the owner can open them.`;
}
