// The card that says what went wrong: each reason in words, the figures that show it, and a button for what to try.

import { make } from "./elements.js";
import { firstRun } from "./history.js";
import { figure, whole } from "./numbers.js";
import { suggestionInWords } from "./words.js";

export class WhyCard {
  /** `onTry(setting, value)` is called when a student takes up a suggestion. */
  constructor(card, root, onTry) {
    Object.assign(this, { card, root, onTry, shown: null });
    this.list = card.querySelector("[data-why-findings]");
  }

  show(history) {
    const findings = findingsOf(history);
    this.card.hidden = findings.length === 0;
    if (findings === this.shown) return;
    this.shown = findings;
    this.list.replaceChildren(...findings.map((finding) => this.draw(finding)));
  }

  draw(finding) {
    const button = make("button", { class: "button small", type: "button", onclick: () => this.onTry(finding.setting, finding.suggestion) },
      `Try ${suggestionInWords(this.root, finding.setting, finding.suggestion)}`);
    return make("li", { "data-finding": finding.kind },
      make("h3", {}, finding.title),
      make("p", {}, finding.sentence),
      make("dl", { class: "why-evidence" }, ...Object.entries(finding.evidence).map(([name, value]) =>
        make("div", {}, make("dt", {}, name), make("dd", {}, shown(value))))),
      button);
  }
}

const NONE = [];

/** What is known to have gone wrong; nothing before the end, and nothing in experiments from before this card. */
export function findingsOf(history) {
  return (history && firstRun(history)?.finished?.findings) || NONE;
}

function shown(value) {
  if (typeof value !== "number") return value;
  return Number.isInteger(value) ? whole(value) : figure(value);
}
