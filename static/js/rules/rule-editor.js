// The editor of a written optimizer's rule: a box to write it in, what is wrong with it, what it does, and rules to start from.

import { checkRule } from "../api.js";
import { idOf, make } from "../elements.js";
import { schemaAt, variants } from "../schema.js";
import { Checking } from "./checking.js";
import { CodeBox } from "./code-box.js";
import { constantsFor } from "./constants.js";
import { EXAMPLES, ruleOf } from "./examples.js";
import { languageFold } from "./language.js";
import { MotionView } from "./motion-view.js";
import { inPlainLetters } from "./plain.js";
import { ProblemList } from "./problem-list.js";
import { whileShown } from "./while-shown.js";
import { namesInWords } from "./words.js";

/** Constants that a form once had: whoever takes a line away and writes it again finds its numbers. */
const forms = new WeakMap();

export class RuleEditor {
  /** `place`: the empty element that it fills. */
  constructor(form, schema, path, place) {
    if (!forms.has(form)) forms.set(form, {});
    Object.assign(this, { form, parent: path.slice(0, path.lastIndexOf(".")), remembered: forms.get(form), program: null });
    this.box = new CodeBox({ label: schema.title, id: idOf(path), most: schema.maxLength, typed: (text) => this.put(text) });
    this.problems = new ProblemList((problem) => this.box.goTo(problem));
    this.names = make("p", { class: "rule-names", "data-rule-names": "" });
    this.motion = new MotionView();
    this.plain = make("button", { class: "button small", type: "button", "data-plain-letters": "", hidden: true, onclick: () => this.writePlainly() }, "Write it with plain signs");
    this.check = new Checking(checkRule, (answer) => this.checked(answer), { lost: (why, again) => this.problems.lost(why, again) });
    place.append(this.box.element, this.problems.element, this.plain, this.names, this.motion.element, this.starts(), languageFold(path));
    this.box.area.setAttribute("aria-describedby", `${idOf(path)}-problem`);
    this.box.text = form.get(path) ?? "";
    this.look({ now: true });
    whileShown(form, place, () => this.move());
  }

  /** Another text: its constants come and go with it, in one change. */
  put(text) {
    const optimizer = this.form.get(this.parent);
    Object.assign(this.remembered, optimizer.constants);
    this.form.set(this.parent, { ...optimizer, rule: text, constants: constantsFor(text, optimizer.constants, this.remembered) });
    this.look();
  }

  look(when) {
    const { text } = this.box;
    this.names.replaceChildren(...namesInWords(text, null));
    this.plain.hidden = inPlainLetters(text) === text;
    this.check.look(text, when);
  }

  checked(answer) {
    this.program = answer.program;
    this.box.mark(answer.problems);
    this.problems.show(answer.problems);
    this.names.replaceChildren(...namesInWords(this.box.text, answer));
    this.move();
  }

  move() {
    const { constants, learning_rate: eta } = this.form.get(this.parent) ?? {};
    this.motion.show(this.program, { ...constants, eta });
  }

  writePlainly() {
    this.box.text = inPlainLetters(this.box.text);
    this.put(this.box.text);
    this.box.area.focus();
  }

  /** A list of rules to begin with: examples, and the built-in optimizers. */
  starts() {
    const { form, parent } = this;
    const family = schemaAt(form.root, form.value, parent);
    const members = (family && variants(form.root, family)) ?? [];
    const built = members.map(({ kind, title, schema }) => ({ name: `built-in ${kind}`, title, ...ruleOf(schema) })).filter(({ rule }) => rule);
    const group = (label, list) => (list.length ? make("optgroup", { label }, ...list.map(({ name, title }) => make("option", { value: name }, title))) : null);
    const select = make("select", { class: "select", "aria-label": "Start from a rule", "data-rule-starts": "" },
      make("option", { value: "" }, "Start from …"), group("Examples", EXAMPLES), group("Built-in optimizers", built));
    select.addEventListener("change", () => {
      const start = [...EXAMPLES, ...built].find(({ name }) => name === select.value);
      if (start) this.take(start);
    });
    return select;
  }

  take({ rule, constants, learning_rate }) {
    const optimizer = this.form.get(this.parent);
    Object.assign(this.remembered, optimizer.constants, constants);
    this.form.place(this.parent, { ...optimizer, rule, constants: constantsFor(rule, constants), learning_rate });
  }
}
