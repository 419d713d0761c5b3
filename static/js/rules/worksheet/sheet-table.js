// The table to fill in: a row for every step, a cell for what the rule keeps and for the weight, and what each is worth.

import { make } from "../../elements.js";
import { figure, typed as read } from "../../numbers.js";
import { withNumbers } from "./described.js";
import { mistakeIn } from "./mistakes.js";
import { StepHelp } from "./step-help.js";

const MARKS = { right: ["✓", "Right"], follows: ["↳", "Right for what stands before it, which is not right"], wrong: ["✗", "Not right"] };

const shown = (value) => String(value).replace("-", "−");

export class SheetTable {
  /** `told(states)` hears what every filled cell is worth: [{a: "right", w: "wrong"}, …]; `toRule(name)` leads to a line of the rule. */
  constructor(told, toRule) {
    this.told = told;
    this.help = new StepHelp({ toRule, write: (step, name) => this.write(step, name) });
    this.element = make("div", { class: "sheet-scroll" });
  }

  show(sheet, rule) {
    Object.assign(this, { sheet, rule, inputs: sheet.gradients.map(() => ({})), marks: sheet.gradients.map(() => ({})), notes: [] });
    this.help.forget();
    const head = ["Step", "g", ...sheet.columns].map((name, index) => make("th", { scope: "col" }, index ? make("code", {}, name) : name));
    this.element.replaceChildren(make("table", { class: "sheet" },
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, this.firstRow(), ...sheet.gradients.flatMap((gradient, step) => this.rows(gradient, step)))));
    this.told([]);
  }

  firstRow() {
    return make("tr", { class: "sheet-first" }, make("th", { scope: "row" }, "before"), make("td", {}),
      ...this.sheet.columns.map((name) => make("td", { class: "sheet-given" }, shown(this.sheet.first[name]))));
  }

  rows(gradient, step) {
    const note = make("p", { class: "sheet-note", "aria-live": "polite" });
    this.notes.push(note);
    return [
      make("tr", {}, make("th", { scope: "row" }, String(step + 1)), make("td", { class: "sheet-given" }, shown(gradient)), ...this.sheet.columns.map((name) => this.cell(step, name))),
      make("tr", { class: "sheet-note-row", hidden: true }, make("td", { colspan: this.sheet.columns.length + 2 }, note)),
    ];
  }

  cell(step, name) {
    const input = make("input", {
      class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-label": `${name} after step ${step + 1}`, "data-cell": `${name} ${step + 1}`,
      onchange: () => this.check(), oninput: () => this.forget(step, name), onkeydown: (event) => event.key === "Enter" && this.next(step, name),
    });
    const mark = make("span", { class: "sheet-mark" });
    this.inputs[step][name] = input;
    this.marks[step][name] = mark;
    return make("td", {}, make("span", { class: "sheet-cell" }, input, mark));
  }

  /** What the student wrote: [{a: 0.1, w: NaN}, …] without the empty cells. */
  get typed() {
    return this.inputs.map((row) => Object.fromEntries(Object.entries(row).filter(([, input]) => input.value.trim() !== "").map(([name, input]) => {
      const value = read(input.value);
      return [name, typeof value === "number" ? value : NaN];
    })));
  }

  /** Enter goes on as one writes: through the row, then down. */
  next(step, name) {
    const all = this.inputs.flatMap((row) => Object.values(row));
    const after = all[all.indexOf(this.inputs[step][name]) + 1];
    this.check();
    after?.focus();
  }

  check() {
    const { sheet, typed } = this;
    const states = typed.map((row, step) => Object.fromEntries(Object.keys(row).map((name) => [name, sheet.judge(step, name, typed)])));
    states.forEach((row, step) => {
      for (const name of sheet.columns) this.mark(step, name, row[name]);
      const wrong = sheet.columns.find((name) => row[name] === "wrong");
      this.note(step, wrong, typed);
    });
    this.told(states);
  }

  mark(step, name, state) {
    const [sign, words] = MARKS[state] ?? ["", ""];
    const mark = this.marks[step][name];
    mark.replaceChildren(...(state ? [make("span", { "aria-hidden": "true" }, sign), make("span", { class: "visually-hidden" }, words)] : []));
    mark.title = words;
    mark.className = `sheet-mark is-${state ?? "open"}`;
    if (state === "wrong") this.inputs[step][name].setAttribute("aria-invalid", "true");
    else this.inputs[step][name].removeAttribute("aria-invalid");
  }

  forget(step, name) {
    this.mark(step, name, undefined);
  }

  /** What is said below a step: about the cell `wrong`, or nothing. */
  note(step, wrong, typed) {
    const { sheet, rule, help } = this;
    const note = this.notes[step];
    note.closest("tr").hidden = !wrong;
    if (!wrong) return help.clear(note);
    const numbers = withNumbers(rule, wrong, sheet.valuesAt(step, wrong, typed));
    return help.show(note, { step, name: wrong, value: typed[step][wrong], sentence: mistakeIn(sheet, step, wrong, typed), numbers });
  }

  /** Writes into one cell what follows from the student's own numbers before it. */
  write(step, name) {
    const input = this.inputs[step][name];
    input.value = written(this.sheet.following(step, name, this.typed));
    this.check();
    input.focus();
  }

  /** Writes the exact values into every cell. */
  fill() {
    this.sheet.exact().forEach((row, step) => { for (const name of this.sheet.columns) this.inputs[step][name].value = written(row[name]); });
    this.check();
  }
}

/** Four digits, as they are to be written. */
function written(value) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : figure(value);
}
