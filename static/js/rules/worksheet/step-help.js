// What helps who has tried a cell several times: its line of the rule with numbers in it, the rule itself, and the step written out.

import { make } from "../../elements.js";

/** So many different numbers in one cell, all of them wrong: hints alone did not help. */
const ENOUGH = 3;

export class StepHelp {
  /** `toRule(name)` leads to the line of the rule that makes a name; `write(step, name)` writes its value into the cell. */
  constructor({ toRule, write }) {
    Object.assign(this, { toRule, write, tried: new Map(), shown: new Map() });
  }

  /** Says what is wrong with a cell in `note`, and what helps; elements that are there already stay: somebody may be pressing one. */
  show(note, { step, name, value, sentence, numbers }) {
    const enough = this.tries(step, name, value) >= ENOUGH;
    const before = this.shown.get(note);
    const parts = before?.key === `${name} ${enough}` ? before : this.build(note, { step, name, enough });
    parts.sentence.textContent = `${name}: ${sentence}`;
    parts.line.textContent = numbers && `${name} = ${numbers}`;
    parts.line.hidden = !numbers || !parts.open;
    if (parts.opener) parts.opener.hidden = !numbers || parts.open;
  }

  build(note, { step, name, enough }) {
    const parts = { key: `${name} ${enough}`, open: enough, sentence: make("span"), line: make("code", { class: "sheet-hint" }) };
    const button = (words, act, kind) => make("button", { class: "button small", type: "button", "data-sheet-help": kind, onclick: act }, words);
    const open = () => {
      Object.assign(parts, { open: true });
      parts.line.hidden = false;
      parts.opener.hidden = true;
    };
    if (!enough) parts.opener = button("Show it with numbers", open, "numbers");
    const more = enough
      ? [make("span", { class: "sheet-help" }, `That was wrong ${ENOUGH} times or more. What this step needs:`), parts.line, button("To the rule", () => this.toRule(name), "rule"), button("Show this step", () => this.write(step, name), "step")]
      : [parts.opener, parts.line];
    note.replaceChildren(parts.sentence, ...more);
    this.shown.set(note, parts);
    return parts;
  }

  /** Nothing is wrong any more. */
  clear(note) {
    note.replaceChildren();
    this.shown.delete(note);
  }

  /** How many different wrong numbers a cell has seen, with this one. */
  tries(step, name, value) {
    const key = `${step} ${name}`;
    if (!this.tried.has(key)) this.tried.set(key, new Set());
    return this.tried.get(key).add(value).size;
  }

  /** Another task: nothing of it has been tried. */
  forget() {
    this.tried.clear();
    this.shown.clear();
  }
}

/** Where a rule makes a name, {line, column, length}; null where no line does. */
export function placeOf(rule, name) {
  const lines = rule.split("\n");
  const found = lines.findLastIndex((line) => madeIn(line, name) >= 0);
  return found < 0 ? null : { line: found + 1, column: madeIn(lines[found], name) + 1, length: name.length };
}

/** The index at which a line sets a name, behind a ; maybe; −1 where it does not. */
function madeIn(line, name) {
  const place = line.replace(/#.*/, "").search(new RegExp(`(^|;)\\s*${name}\\s*=(?!=)`));
  return place < 0 ? -1 : line.indexOf(name, place);
}
