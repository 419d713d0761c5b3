// The rule of a built-in optimizer in the language that students write in, and the way from there to a rule of one's own.

import { make } from "../elements.js";
import { isRule } from "../schema.js";
import { CodeBox } from "./code-box.js";
import { ruleOf } from "./examples.js";
import { MotionView } from "./motion-view.js";
import { whileShown } from "./while-shown.js";

/** Fills `fold` with the rule of the optimizer that `schema` describes. `members`: all optimizers to choose from. */
export function readRule(form, schema, path, members, fold) {
  const box = new CodeBox({ label: `Rule of ${schema.title}`, readOnly: true });
  box.text = schema["x-rule"];
  const own = members.find((each) => Object.values(each.schema.properties).some((field) => isRule(field)));
  const take = own && make("button", {
    class: "button small", type: "button", "data-own-rule": "",
    onclick: () => form.place(path, { kind: own.kind, ...ruleOf(schema, form.get(path)) }),
  }, "Change it: write your own");
  const motion = new MotionView();
  const move = () => {
    const { constants, learning_rate: eta } = ruleOf(schema, form.get(path));
    motion.show(schema["x-program"], { ...constants, eta });
  };
  fold.querySelector(".rule-editor").append(...[box.element, motion.element, take].filter(Boolean));
  whileShown(form, fold, () => fold.open && move());
  fold.addEventListener("toggle", () => fold.open && move());
  move();
}
