// What a search will do and cost, before it does: a picture of its trials, its rungs, and a line of counts.

import { make } from "../elements.js";
import { bytes, count, rough, whole } from "../numbers.js";
import { Preview } from "./preview.js";

export class Reckoning {
  constructor(element, line) {
    Object.assign(this, { element, line });
    this.picture = make("div", { class: "preview" });
    this.note = make("p", { class: "small", "data-known": true });
    this.rungs = make("div", { class: "rungs" });
    element.replaceChildren(this.picture, this.note, this.rungs);
    this.preview = new Preview(this.picture);
  }

  /** `plan`: {cost, trials, rungs} as the server answers. */
  show({ cost, trials, rungs }, draft) {
    this.element.classList.remove("is-stale");
    this.preview.show({ trials, axes: draft.set.axes, setting: (path) => draft.setting(path) });
    this.note.textContent = knownInWords(trials.length, draft.set.trials, rungs.length > 0);
    this.rungs.replaceChildren(...ladder(rungs, trials.length, draft.value.stopping.epochs));
    this.line.textContent = costInWords(cost, trials.length);
  }

  /** What is shown belongs to what was set before. */
  refuse() {
    this.element.classList.add("is-stale");
    this.line.textContent = "–";
  }
}

/** Which trials are known before anything was trained. Pure. */
export function knownInWords(known, wanted, halved) {
  if (known === 0) return "";
  if (wanted > known && !halved) return `The first ${whole(known)} of ${whole(wanted)} trials: the others follow from what these find.`;
  return `${known === 1 ? "This trial" : `These ${whole(known)} trials`} will be trained, exactly as shown.`;
}

/** "27 trials, 81 runs · 8,100 epochs · …". Pure. */
export function costInWords(cost, trials) {
  const runs = trials > 0 && trials !== cost.runs ? `${count(trials, "trial")}, ${count(cost.runs, "run")}` : count(cost.runs, "run");
  return [runs, `${count(cost.epochs, "epoch")} in all`, `${rough(cost.operations_per_epoch)} operations per epoch`, bytes(cost.memory_bytes)].join(" · ");
}

/** The steps of a search that ends trials early: how many go on after each, and what is saved. */
function ladder(rungs, trials, epochs) {
  if (rungs.length === 0) return [];
  const steps = [{ from: 0, to: rungs[0].epoch, trials }, ...rungs.map((rung, index) => ({ from: rung.epoch, to: rungs[index + 1]?.epoch ?? epochs, trials: rung.trials }))];
  const spent = steps.reduce((sum, step) => sum + (step.to - step.from) * step.trials, 0);
  const saved = Math.round(100 * (1 - spent / (trials * epochs)));
  return [make("h3", {}, "Rungs"), make("ul", { class: "rung-list" }, ...steps.map((step) => {
    const bar = make("span", { class: "rung-bar" });
    bar.style.width = `${(100 * step.trials) / trials}%`;
    return make("li", {}, make("span", { class: "small" }, `epochs ${step.from + 1}–${step.to}`), make("span", { class: "rung-track" }, bar), make("span", { class: "small" }, whole(step.trials)));
  })), make("p", { class: "muted small" }, `At most ${whole(spent)} epochs instead of ${whole(trials * epochs)}: ${saved} % saved.`)];
}
