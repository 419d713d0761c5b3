// One lane as a picture: its map or answers with its name and figures. A press on it shows its network large.

import { make } from "../elements.js";
import { last } from "../history.js";
import { whole } from "../numbers.js";
import { answersInWords } from "./lane-answers.js";
import { runOfLane } from "./lane-choice.js";
import { isLost, measured } from "./objective.js";
import { Plate } from "./plate.js";
import { swatch } from "./trial-row.js";
import { laneOf } from "./trials.js";
import { scoreInWords, written } from "./verdict-words.js";

export class Lane {
  constructor(trial, draw) {
    this.plate = new Plate(draw, { label: `${trial.name}: nothing is drawn yet.` });
    this.figures = make("span", { class: "lane-figures" });
    this.element = make("button", { class: "lane", type: "button", "data-lane": trial.number, "data-trial": trial.number, "aria-pressed": "false", title: "Show this network large" },
      make("span", { class: "lane-name" }, swatch(trial.number), trial.name), this.plate.element, this.figures);
    this.take(trial);
  }

  take(trial) {
    this.trial = trial;
    this.run = runOfLane(trial);
    return this;
  }

  paint() {
    this.due = false;
    this.plate.redraw();
    this.element.dataset.epoch = this.epoch;
    const { answers } = this.drawn;
    this.plate.say(`What ${this.trial.name} says ${answers ? "about samples" : "over the data"} after epoch ${this.epoch}${answers ? `: ${answersInWords(answers)}` : ""}.`);
  }

  /** `at`: the epoch that somebody went back to, or null. */
  tell(objective, shown, at = null) {
    const lost = isLost(this.run) && at === null;
    const score = at === null ? scoreInWords(this.trial, objective) : written(objective)(last(this.run, measured(this.trial.runs, objective), at));
    const seeds = this.trial.runs.length > 1 ? `, seed ${laneOf(this.run).repetition + 1}` : "";
    const words = lost ? "diverged" : `${score}\nepoch ${whole(this.epoch ?? 0)}${seeds}`;
    if (this.figures.textContent !== words) this.figures.textContent = words;
    this.element.classList.toggle("is-lost", lost);
    this.element.setAttribute("aria-pressed", String(this.trial.runs.some(({ number }) => number === shown)));
  }
}
