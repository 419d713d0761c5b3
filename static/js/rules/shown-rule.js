// The fold with a built-in optimizer's rule. What is in it is fetched when it is opened for the first time.

import { make } from "../elements.js";
import { fold } from "../fields/fold.js";

/** A fold with the rule of the optimizer that `schema` describes; null where it has none. `members`: all optimizers to choose from. */
export function shownRule(form, schema, path, members) {
  if (!schema["x-rule"]) return null;
  const element = fold("Its rule", `${path}.rule`, () => "", make("div", { class: "rule-editor" }));
  let coming = null;
  element.addEventListener("toggle", () => {
    if (!element.open) return;
    coming ??= import("./read-rule.js").then(({ readRule }) => readRule(form, schema, path, members, element)).catch((error) => {
      coming = null; // opening it again tries again
      console.error(error);
    });
  });
  return element;
}
