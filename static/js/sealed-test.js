// The test set under seal: what it is for, the question before it is opened and for which network, and what it said.

import { make } from "./elements.js";
import { firstRun } from "./history.js";
import { leadingRun } from "./search/leading.js";
import { gapInWords, gapSentence, scoresOf, sentence, timeOf, whose } from "./sealed-words.js";

export class SealedTest {
  /** `open(run)` is called after the owner has confirmed; without a number the one that validation chose is meant. */
  constructor(panel, open) {
    Object.assign(this, { panel, shown: 1 });
    const dialog = document.querySelector("[data-test-dialog]");
    this.find("open").addEventListener("click", () => {
      dialog.querySelector("[data-test-for]").textContent = this.choice ? `It is opened for ${this.choice.name} alone; the figures of all others stay sealed.` : "";
      dialog.showModal();
    });
    this.find("choice").addEventListener("change", () => this.draw());
    document.addEventListener("runshown", ({ detail }) => {
      this.shown = detail;
      if (this.told) this.draw();
    });
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "open") open(this.choice?.run);
      dialog.returnValue = "";
    });
  }

  find(name) {
    return this.panel.querySelector(`[data-test="${name}"]`);
  }

  /** `test`: the newest opening with all of them as `openings` where they are known, or null; `objective`: what chooses. */
  show(live, { mine, test, objective = "validation_loss" }) {
    this.told = { live, mine, test, objective };
    this.draw();
  }

  /** A worker evaluates it: the answer, or a refusal, shows everything anew. */
  opening() {
    this.find("open").disabled = true;
    this.find("state").textContent = "A worker evaluates the test samples …";
  }

  draw() {
    const { live, mine, test, objective } = this.told;
    const samples = firstRun(live.history)?.started?.test_samples ?? null;
    const finished = live.status?.state === "finished";
    const several = live.history.runs.size > 1;
    this.panel.dataset.opened = Boolean(test);
    const open = this.find("open");
    open.hidden = !mine || samples === 0 || !finished;
    open.disabled = false;
    open.querySelector("[data-label]").textContent = test ? "Open it again" : "Open the test set";
    this.find("state").textContent = sentence({ samples, finished, mine, test });
    this.offer(open.hidden || !several ? [] : this.choices(live.history, objective));
    this.find("figures").hidden = !test;
    this.find("whose").hidden = !test || !several;
    if (test) this.figures(test, several ? live.history.runs.size : 1);
  }

  /** Whose envelope may be opened: what validation chose, or the network on show. */
  choices({ runs, ensemble }, objective) {
    if (this.winnerOf !== runs.size || !this.winner) {
      const best = leadingRun([...runs.values()], objective)?.started?.name || "the best run";
      this.winner = { run: undefined, name: ensemble ? "the ensemble" : best, label: ensemble ? "the ensemble" : `${best}, the winner by validation` };
      this.winnerOf = runs.size;
    }
    const run = runs.get(this.shown);
    const name = run?.started?.name || `run ${this.shown}`;
    return [this.winner, ...(run ? [{ run: this.shown, name, label: `${name}, the network on show` }] : [])];
  }

  offer(choices) {
    const box = this.find("choice");
    this.find("choose").hidden = choices.length < 2;
    const key = choices.map(({ label }) => label).join("\n");
    if (box.dataset.key !== key) {
      const kept = box.selectedIndex;
      box.replaceChildren(...choices.map(({ label }, index) => make("option", { value: index }, label)));
      box.selectedIndex = Math.max(0, Math.min(kept, choices.length - 1));
      box.dataset.key = key;
    }
    this.choice = choices[Math.max(0, box.selectedIndex)] ?? null;
  }

  figures(test, chosen) {
    this.find("loss").textContent = scoreText(test, "loss");
    this.find("accuracy").textContent = scoreText(test, "accuracy");
    this.find("accuracy-box").hidden = test.accuracy === null;
    this.find("whose").textContent = whose(test);
    const beside = scoresOf(test).filter(({ gap }) => gap !== null);
    this.find("beside").hidden = beside.length === 0;
    this.find("beside-rows").replaceChildren(...beside.map((score) => make("tr", {},
      make("th", { scope: "row" }, score.name), make("td", { class: "number" }, score.write(score.validation)),
      make("td", { class: "number" }, score.write(score.test)), make("td", { class: "number" }, gapInWords(score)))));
    this.find("gap").textContent = gapSentence(test, chosen);
    const earlier = (test.openings ?? []).slice(1);
    this.find("openings").hidden = earlier.length === 0;
    this.find("openings-list").replaceChildren(...earlier.map((opening) => make("li", {}, openingInWords(opening))));
  }
}

function scoreText(opening, name) {
  const found = scoresOf(opening).find((score) => score.name === name);
  return found ? found.write(found.test) : "–";
}

function openingInWords(opening) {
  const scores = scoresOf(opening).map(({ name, write, test }) => `${name} ${write(test)}`).join(", ");
  return `${opening.count}. ${opening.run === 0 ? "ensemble" : opening.name || `run ${opening.run}`}: ${scores}${timeOf(opening) ? ` (${timeOf(opening)})` : ""}`;
}
