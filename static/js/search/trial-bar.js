// What can be done with the trial whose network is on show: look at one of its seeds, open, fork, stop, train longer.

import * as api from "../api.js";
import { make } from "../elements.js";
import { count } from "../numbers.js";
import { clearProblems, showProblems } from "../notices.js";
import { retell } from "../retold.js";
import { swatch } from "./trial-row.js";
import { laneOf, stateOf } from "./trials.js";

const LONGER = 3;

export class TrialBar {
  /** `context`: what the page offers, as `section.js` says. */
  constructor(element, context) {
    Object.assign(this, { element, context, busy: false });
    element.addEventListener("click", ({ target }) => this.act(target.closest("[data-trial-act]")?.dataset.trialAct));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("[data-longer]")) this.act("longer");
    });
  }

  /** `run`: the number of the run on show; `leader`: the number of the best trial. */
  show({ trials, live, spec }, run, leader) {
    const trial = trials.find(({ runs }) => runs.some(({ number }) => number === run));
    this.element.hidden = !trial || !live;
    if (this.element.hidden) return;
    const seeds = spec.vary?.seeds ?? 1;
    Object.assign(this, { trial, run, live, leader, seeds, epochs: planned(trial, spec) });
    const alone = trial.runs.find(({ number }) => number === run);
    retell(this.element, [
      make("p", { class: "trial-bar-name", "data-key": "name" }, swatch(trial.number), make("strong", {}, trial.name), ` ${said(trial, leader)}`),
      ...(trial.runs.length > 1 ? [choiceOfSeeds(trial, run)] : []),
      make("div", { class: "trial-bar-actions", "data-key": "actions" },
        make("a", { class: "button small", href: `/e/${live.id}?run=${run}`, title: "A link of its own: the experiment with this network on show" }, "Open"),
        act("fork", "Fork", "The same network alone, from the same first weights, ready to change"),
        ...(ended(trial.state) || !this.context.mine() ? [] : [stop(this.seeds)]),
        ...(ended(stateOf(alone)) ? [this.longer()] : [])),
    ]);
  }

  /** Trains the same network alone, from the same first weights, for more epochs. */
  longer() {
    return make("span", { class: "trial-bar-longer", "data-key": `longer-${this.run}` },
      act("longer", this.trial.number === this.leader ? "Train the winner longer" : "Train it longer", "The same network alone, from the same first weights, for this many epochs"),
      make("label", {}, make("span", { class: "visually-hidden" }, "Epochs in all"),
        make("input", { type: "number", min: 1, max: 100000, value: LONGER * this.epochs, "data-longer": true, inputmode: "numeric" }), " epochs"));
  }

  async act(name) {
    if (!name || this.busy) return;
    this.busy = true;
    clearProblems();
    try {
      if (name === "stop") await this.context.control("stop", this.seeds > 1 ? { trial: this.trial.number } : { run: this.run });
      if (name === "fork") await this.fork({}, "pause");
      if (name === "longer") await this.fork({ "stopping.epochs": Number(this.element.querySelector("[data-longer]").value) }, "run");
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.problems);
    } finally {
      this.busy = false;
    }
  }

  /** Makes an experiment of this run alone and goes to it. */
  async fork(settings, desired) {
    const made = await api.forkRun(this.live.id, this.run, settings, desired);
    this.context.open(`/?e=${made.id}`);
  }
}

function act(name, label, title) {
  return make("button", { class: "button small", type: "button", "data-trial-act": name, title }, label);
}

/** Of a trial with several seeds, all of them. */
function stop(seeds) {
  return seeds > 1
    ? act("stop", "Stop this trial", `Stops all ${count(seeds, "seed")} of it; the other trials go on`)
    : act("stop", "Stop it", "Stops this network; the others go on");
}

function ended(state) {
  return state === "finished" || state === "failed";
}

function said({ number, group }, leader) {
  const words = [group, number === leader ? "the best" : ""].filter(Boolean).join(", ");
  return words ? `(${words}) is on show` : "is on show";
}

/** The epochs that a trial may train. */
function planned({ settings }, spec) {
  return settings?.["stopping.epochs"] ?? spec.stopping.epochs;
}

/** One button for each repetition. */
function choiceOfSeeds(trial, shown) {
  const buttons = trial.runs.map((run) => make("button", {
    class: "run-show", type: "button", "data-show-run": run.number, "aria-pressed": String(run.number === shown), title: `Show the network of seed ${laneOf(run).repetition + 1}`,
  }, String(laneOf(run).repetition + 1)));
  return make("div", { class: "trial-bar-seeds", role: "group", "aria-label": `${count(trial.runs.length, "seed")} of ${trial.name}`, "data-key": "seeds" }, make("span", { class: "muted" }, "Seed "), ...buttons);
}
