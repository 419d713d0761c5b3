// The rule of a written optimizer: a box to write it in, what is wrong with it, what it remembers, and rules to start from.

import { checkRule } from "../api.js";
import { idOf, make } from "../elements.js";
import { frame } from "../fields/frame.js";
import { schemaAt, variants } from "../schema.js";
import { Checking } from "./checking.js";
import { CodeBox } from "./code-box.js";
import { constantsFor } from "./constants.js";
import { EXAMPLES, ruleOf } from "./examples.js";
import { languageFold } from "./language.js";
import { MotionView } from "./motion-view.js";
import { inPlainLetters } from "./plain.js";
import { ProblemList } from "./problem-list.js";
import { namesInWords } from "./words.js";

/** Constants that a form once had: whoever takes a line away and writes it again finds its numbers. */
const forms = new WeakMap();

export function ruleField(form, schema, path) {
  const parent = path.slice(0, path.lastIndexOf("."));
  if (!forms.has(form)) forms.set(form, {});
  const remembered = forms.get(form);
  const box = new CodeBox({ label: schema.title, id: idOf(path), most: schema.maxLength, typed: (text) => put(text) });
  const problems = new ProblemList((problem) => box.goTo(problem));
  const names = make("p", { class: "rule-names", "data-rule-names": "" });
  const motion = new MotionView();
  const plain = make("button", { class: "button small", type: "button", "data-plain-letters": "", hidden: true, onclick: () => {
    box.text = inPlainLetters(box.text);
    put(box.text);
    box.area.focus();
  } }, "Write it with plain signs");
  let program = null;
  const move = () => {
    const optimizer = form.get(parent);
    motion.show(program, { ...optimizer?.constants, eta: optimizer?.learning_rate });
  };
  const check = new Checking(checkRule, (answer) => {
    program = answer.program;
    move();
    box.mark(answer.problems);
    problems.show(answer.problems, box.text);
    names.replaceChildren(...namesInWords(box.text, answer));
  });
  const look = (now) => {
    names.replaceChildren(...namesInWords(box.text, null));
    plain.hidden = inPlainLetters(box.text) === box.text;
    check.look(box.text, { now });
  };
  const put = (text, more = {}) => {
    const optimizer = form.get(parent);
    Object.assign(remembered, optimizer.constants);
    form.set(parent, { ...optimizer, rule: text, constants: constantsFor(text, optimizer.constants, remembered), ...more });
    look(false);
  };
  const starts = startsFrom(form, parent, (start) => {
    Object.assign(remembered, form.get(parent).constants, start.constants);
    form.place(parent, { ...form.get(parent), ...start, constants: constantsFor(start.rule, start.constants) });
  });
  box.text = form.get(path) ?? "";
  look(true);
  const field = frame(schema, path, { below: make("div", { class: "rule-editor" }, box.element, problems.element, plain, names, motion.element, starts, languageFold(path)), stacked: true });
  const follow = () => (field.isConnected ? move() : form.removeEventListener("change", follow));
  form.addEventListener("change", follow);
  return field;
}

/** A list of rules to begin with: examples, and the built-in optimizers. */
function startsFrom(form, parent, take) {
  const family = schemaAt(form.root, form.value, parent);
  const built = ((family && variants(form.root, family)) ?? []).map(({ kind, title, schema }) => ({ name: `built-in ${kind}`, title, start: ruleOf(schema) })).filter(({ start }) => start);
  const examples = EXAMPLES.map(({ name, title, ...start }) => ({ name, title, start }));
  const options = (list) => list.map(({ name, title }) => make("option", { value: name }, title));
  const select = make("select", { class: "select", "aria-label": "Start from a rule", "data-rule-starts": "" },
    make("option", { value: "" }, "Start from …"),
    make("optgroup", { label: "Examples" }, ...options(examples)),
    built.length ? make("optgroup", { label: "Built-in optimizers" }, ...options(built)) : null);
  select.addEventListener("change", () => {
    const found = [...examples, ...built].find(({ name }) => name === select.value);
    if (found) take(found.start);
  });
  return select;
}
