// What a search will do and cost, before it does: a picture of its trials, its rungs, and a line of counts.

import { make } from "../elements.js";
import { bytes, count, rough, whole } from "../numbers.js";
import { pathsOf } from "./points.js";
import { Preview } from "./preview.js";

export class Reckoning {
  constructor(element, line) {
    Object.assign(this, { element, line });
    this.picture = make("div", { class: "preview" });
    this.note = make("p", { class: "small", "data-known": true });
    this.rungs = make("div", { class: "rungs" });
    this.luck = make("p", { class: "muted small" });
    element.replaceChildren(this.picture, this.note, this.rungs, this.luck);
    this.preview = new Preview(this.picture);
  }

  /** `plan`: {cost, trials, rungs} as the server answers. */
  show({ cost, trials, rungs }, draft) {
    const { axes, repeats = 1, seeds = 1, trials: wanted } = draft.set;
    const { epochs } = draft.value.stopping;
    const several = pathsOf(trials).length > 0;
    this.element.classList.remove("is-stale");
    // Repeated searches differ in their draws only: one of them is a picture, all of them a cloud.
    this.preview.show({ trials: trials.slice(0, trials.length / repeats), axes, setting: (path) => draft.setting(path) });
    const changing = draft.kind === "population_based";
    this.note.textContent = changing ? beginningInWords(trials.length) : repeats > 1 ? repeatedInWords(repeats, trials.length) : several ? knownInWords(trials.length, wanted, rungs.length > 0) : "";
    const steps = stepsOf(rungs, trials.length, epochs);
    this.rungs.replaceChildren(...ladder(steps, trials.length * epochs));
    this.luck.textContent = several && !changing ? luckInWords(draft.set.seeds, trials.length) : "";
    this.line.textContent = costInWords(steps.length ? { ...cost, epochs: spent(steps) * seeds } : cost, seeds);
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

/** Of networks whose settings change while they train. Pure. */
export function beginningInWords(networks) {
  return `Here ${whole(networks)} networks begin. Those that fall behind copy others and move on from where they are.`;
}

/** What the number of seeds lets one say. Pure. */
export function luckInWords(seeds, trials) {
  if (seeds === undefined || trials < 2) return "";
  if (seeds === 1) return "Each is trained once, so a small difference may be luck. More seeds tell: they give every trial a mean and a band.";
  return `Each is trained with ${seeds} seeds: the same ${seeds} for all, so that differences can be compared pair by pair.`;
}

/** Of searches that are repeated only the first is drawn. Pure. */
export function repeatedInWords(repeats, trials) {
  return `The first of ${whole(repeats)} repeats, ${whole(trials)} trials in all: each draws anew and begins from other weights.`;
}

/** "27 trials, 81 runs · 8,100 epochs · …". Pure. */
export function costInWords(cost, seeds = 1) {
  const runs = seeds > 1 ? `${count(cost.runs / seeds, "trial")}, ${count(cost.runs, "run")}` : count(cost.runs, "run");
  return [runs, `${count(cost.epochs, "epoch")} in all`, `${rough(cost.operations_per_epoch)} operations per epoch`, bytes(cost.memory_bytes)].join(" · ");
}

/** From which epoch to which how many trials train: [{from, to, trials}]; nothing where none ends early. Pure. */
export function stepsOf(rungs, trials, epochs) {
  const ends = [...rungs.map((rung) => rung.epoch), epochs];
  return rungs.length ? ends.map((to, index) => ({ from: index ? ends[index - 1] : 0, to, trials: index ? rungs[index - 1].trials : trials })) : [];
}

function spent(steps) {
  return steps.reduce((sum, step) => sum + (step.to - step.from) * step.trials, 0);
}

/** The steps of a search that ends trials early: how many go on after each, and what is saved. */
function ladder(steps, without) {
  if (steps.length === 0) return [];
  const saved = Math.round(100 * (1 - spent(steps) / without));
  return [make("h3", {}, "Rungs"), make("ul", { class: "rung-list" }, ...steps.map((step) => {
    const bar = make("span", { class: "rung-bar" });
    bar.style.width = `${(100 * step.trials) / steps[0].trials}%`;
    return make("li", {}, make("span", { class: "small" }, `epochs ${step.from + 1}–${step.to}`), make("span", { class: "rung-track" }, bar), make("span", { class: "small" }, whole(step.trials)));
  })), make("p", { class: "muted small" }, `At most ${whole(spent(steps))} epochs instead of ${whole(without)}: ${saved} % saved.`)];
}
