// A sheet to work a rule out by hand: the rule and the gradients are given, the student writes what every step gives.

import { checkRule } from "../../api.js";
import { make } from "../../elements.js";
import { typed } from "../../numbers.js";
import { Checking } from "../checking.js";
import { CodeBox } from "../code-box.js";
import { EXAMPLES } from "../examples.js";
import { ProblemList } from "../problem-list.js";
import { Sheet } from "./sheet.js";
import { SheetTable } from "./sheet-table.js";
import { placeOf } from "./step-help.js";
import { drawnGradients, gradientsIn, MOST_STEPS, usualTask, withRule } from "./task.js";

export class Worksheet {
  /** `rules`: [{name, title, rule, constants}] beside the examples; `told(task)` hears of every other task. */
  constructor(element, rules, told) {
    Object.assign(this, { element, told, task: usualTask(), rules: [...EXAMPLES, ...rules] });
    this.box = new CodeBox({ label: "Rule", typed: (rule) => this.put(withRule(this.task, { rule })) });
    this.problems = new ProblemList((problem) => this.box.goTo(problem));
    this.check = new Checking(checkRule, (answer) => this.checked(answer), { lost: (why, again) => this.problems.lost(why, again) });
    this.numbers = make("div", { class: "sheet-numbers" });
    this.table = new SheetTable((states) => this.score(states), (name) => this.goTo(name));
    this.said = make("p", { class: "sheet-score", role: "status" });
    this.choice = this.choices();
    element.append(
      make("p", { class: "muted" }, "Take paper and a pocket calculator: write down what every step gives, to 4 digits. Each number is checked against those before it, so the first mark ✗ is the step that broke. Columns beside w may stay empty."),
      make("div", { class: "sheet-body" },
        make("div", { class: "sheet-task" }, this.choice, this.box.element, this.problems.element, this.numbers),
        make("div", { class: "sheet-work" }, this.table.element, this.said, this.actions())));
  }

  choices() {
    const select = make("select", { class: "select", "aria-label": "Rule to work out", "data-sheet-rules": "" },
      make("option", { value: "" }, "Your own rule"), ...this.rules.map(({ name, title }) => make("option", { value: name }, title)));
    select.addEventListener("change", () => {
      const chosen = this.rules.find(({ name }) => name === select.value);
      if (chosen) this.show(withRule(this.task, chosen));
      else this.box.area.focus();
    });
    return select;
  }

  actions() {
    const button = (words, act, name) => make("button", { class: "button small", type: "button", "data-sheet": name, onclick: act }, words);
    return make("div", { class: "sheet-actions" },
      button("Other gradients", () => this.show({ ...this.task, gradients: drawnGradients(this.task.gradients.length) }), "other"),
      button("Begin again", () => this.show(this.task), "clear"),
      button("Show all numbers", () => this.table.fill(), "fill"));
  }

  /** Leads to the line of the rule that makes a name. */
  goTo(name) {
    const place = placeOf(this.task.rule, name);
    if (place) this.box.goTo(place);
    else this.box.area.focus();
  }

  /** Puts a task on show, whole. */
  show(task) {
    this.box.text = task.rule;
    this.put(task);
  }

  /** The task has changed; what was written belongs to another one. */
  put(task) {
    this.task = task;
    this.choice.value = this.rules.find(({ rule }) => rule === task.rule)?.name ?? "";
    this.drawNumbers();
    this.begin();
    this.told(task);
    this.check.look(task.rule);
  }

  checked(answer) {
    this.box.mark(answer.problems);
    this.problems.show(answer.problems);
    this.answer = answer;
    this.begin();
  }

  begin() {
    const { rule, constants, eta, start, gradients } = this.task;
    const { program } = this.answer ?? {};
    const wanted = program?.constants ?? [];
    const ready = program && wanted.every((name) => typeof constants[name] === "number") && [eta, start].every((each) => typeof each === "number") && gradients.length > 0;
    const known = ready && this.box.problems.length === 0 && this.check.known.get(rule) === this.answer;
    this.table.element.hidden = !known;
    if (known) this.table.show(new Sheet(program, { gradients, start, numbers: { ...constants, eta } }), rule);
    else this.said.textContent = "";
  }

  drawNumbers() {
    const { task } = this;
    const names = ["eta", "start", ...Object.keys(task.constants), "gradients"];
    if (names.join() === this.drawn?.join() && this.numbers.contains(document.activeElement)) return;
    this.drawn = names;
    this.numbers.replaceChildren(
      this.number("eta", "eta", task.eta, (eta) => ({ ...this.task, eta })),
      this.number("start", "first w", task.start, (start) => ({ ...this.task, start })),
      ...Object.entries(task.constants).map(([name, value]) => this.number(name, name, value, (put) => ({ ...this.task, constants: { ...this.task.constants, [name]: put } }))),
      this.gradients());
  }

  number(name, label, value, task) {
    return entry(name, label, String(value), typed, (put) => typeof put === "number", "This is a number.", (put) => this.put(task(put)));
  }

  gradients() {
    const field = entry("gradients", "g of every step", this.task.gradients.join(", "), gradientsIn, Boolean, `One to ${MOST_STEPS} numbers, apart by commas.`, (gradients) => this.put({ ...this.task, gradients }));
    field.classList.add("wide");
    return field;
  }

  score(states) {
    const steps = this.task.gradients.length;
    const worth = states.map((row) => row.w).filter(Boolean);
    const right = worth.filter((state) => state === "right").length;
    const broke = states.findIndex((row) => Object.values(row).includes("wrong"));
    this.said.classList.toggle("is-done", right === steps);
    if (right === steps) this.said.textContent = `All ${steps} weights are right: this rule is yours.`;
    else if (broke >= 0) this.said.textContent = `Step ${broke + 1} broke. ${right} of ${steps} weights are right.`;
    else this.said.textContent = worth.length ? `${right} of ${steps} weights are right.` : "";
  }
}

/** A small labelled box; what `read` makes of its text is put where it `fits`. */
function entry(name, label, value, read, fits, problem, put) {
  const wrong = make("span", { class: "field-problem", hidden: true }, problem);
  const input = make("input", { class: "input", type: "text", autocomplete: "off", spellcheck: "false", "data-sheet-number": name, oninput: () => {
    const found = read(input.value);
    wrong.hidden = fits(found);
    if (fits(found)) put(found);
  } });
  input.value = value;
  return make("label", { class: "sheet-number" }, make("span", { class: "field-label" }, label), input, wrong);
}
