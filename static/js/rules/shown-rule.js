// The rule of a built-in optimizer in the language that students write in, and the way from there to a rule of one's own.

import { make } from "../elements.js";
import { fold } from "../fields/fold.js";
import { isRule } from "../schema.js";
import { CodeBox } from "./code-box.js";
import { ruleOf } from "./examples.js";
import { MotionView } from "./motion-view.js";
import { whileShown } from "./while-shown.js";

/** A fold with the rule of the optimizer that `schema` describes; null where it has none. `members`: all optimizers to choose from. */
export function shownRule(form, schema, path, members) {
  if (!schema["x-rule"]) return null;
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
  const element = fold("Its rule", `${path}.rule`, () => "", make("div", { class: "rule-editor" }, box.element, motion.element, take));
  whileShown(form, element, () => element.open && move());
  element.addEventListener("toggle", () => element.open && move());
  return element;
}
