// The card that says what went wrong: each reason in words, the figures that show it, and a button for what to try.

import { make } from "./elements.js";
import { nameOf } from "./history.js";
import { figure, whole } from "./numbers.js";
import { suggestionInWords } from "./words.js";

const SHOWN_RUNS = 8;

export class WhyCard {
  /** `onTry(setting, value)` is called when a student takes up a suggestion. */
  constructor(card, root, onTry) {
    Object.assign(this, { card, root, onTry, shown: "" });
    this.list = card.querySelector("[data-why-findings]");
  }

  show(history) {
    const reasons = reasonsOf(history);
    const key = JSON.stringify(reasons);
    this.card.hidden = reasons.length === 0;
    if (key === this.shown) return;
    this.shown = key;
    const several = history?.runs.size > 1;
    this.list.replaceChildren(...reasons.map((reason) => this.draw(reason, several)));
  }

  draw({ finding, runs }, several) {
    const button = make("button", { class: "button small", type: "button", onclick: () => this.onTry(finding.setting, finding.suggestion) },
      `Try ${suggestionInWords(this.root, finding.setting, finding.suggestion)}`);
    return make("li", { "data-finding": finding.kind },
      make("h3", {}, finding.title),
      several ? make("p", { class: "muted small" }, inShort(runs)) : null,
      make("p", {}, finding.sentence),
      make("dl", { class: "why-evidence" }, ...Object.entries(finding.evidence).map(([name, value]) =>
        make("div", {}, make("dt", {}, name), make("dd", {}, shown(value))))),
      button);
  }
}

/** [{finding, runs}]: each kind of finding once, as the first run tells it, with the names of all runs that have it. */
export function reasonsOf(history) {
  const reasons = new Map();
  for (const run of history?.runs.values() ?? []) {
    // Experiments from before this card have no findings.
    for (const finding of run.finished?.findings ?? []) {
      if (!reasons.has(finding.kind)) reasons.set(finding.kind, { finding, runs: [] });
      const { runs } = reasons.get(finding.kind);
      // The seeds of a lane have one name.
      if (!runs.includes(nameOf(run))) runs.push(nameOf(run));
    }
  }
  return [...reasons.values()];
}

/** A name may have commas in it: "learning rate 0.1, l2 0.01". */
function inShort(runs) {
  const more = runs.length - SHOWN_RUNS;
  return `${runs.slice(0, SHOWN_RUNS).join("; ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function shown(value) {
  if (typeof value !== "number") return value;
  return Number.isInteger(value) ? whole(value) : figure(value);
}
