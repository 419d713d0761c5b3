// A function of one or two weights to type: what is wrong is marked at its column, and the last good one stays in the picture.

import { make } from "../elements.js";
import { helpButton } from "../help.js";
import { Checking } from "../rules/checking.js";
import { CodeBox } from "../rules/code-box.js";
import { FUNCTIONS } from "../rules/grammar.js";
import { ProblemList } from "../rules/problem-list.js";

/** Names that are weights here; the language of rules has others. */
const ROLES = new Map([...["w", "w1", "w2", "x", "y"].map((name) => [name, "given"]), ...FUNCTIONS.map((name) => [name, "function"])]);

export function formulaField(form, schema) {
  const box = new CodeBox({ label: schema.title, id: "lab-formula", most: schema.maxLength, roles: () => ROLES, typed: (text) => check.look(text) });
  const problems = new ProblemList((problem) => box.goTo(problem));
  const check = new Checking(form.lab.compile, (answer) => {
    box.mark(answer.problems);
    problems.show(answer.problems, box.text);
    if (answer.problems.length) return;
    form.lab.learn(box.text, answer);
    if (box.text !== form.surface.formula) form.put({ formula: box.text });
  }, { lost: (why, again) => problems.lost(why, again) });
  box.text = form.surface.formula;
  return make("div", { class: "field", "data-path": "formula" },
    make("div", { class: "field-head" }, make("span", { class: "field-name" }, make("label", { class: "field-label", for: "lab-formula" }, "E ="), helpButton(schema.title, schema))),
    make("div", { class: "rule-editor" }, box.element, problems.element),
    make("p", { class: "field-note" }, "Of w1 and w2 (or x and y), or of w alone. Numbers, + − * / ^, brackets, sqrt, abs, exp, log, sin, cos, tanh, min, max, clip, sign, where(a < b, x, y)."),
    make("p", { class: "field-problem", hidden: true }));
}
