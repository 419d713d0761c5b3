// What is wrong with a rule, as sentences that lead to the place.

import { make } from "../elements.js";

export class ProblemList {
  /** `go(problem)` puts the cursor there. */
  constructor(go) {
    this.go = go;
    this.element = make("ul", { class: "rule-problems", "aria-live": "polite" });
  }

  show(problems) {
    this.element.replaceChildren(...problems.map((problem) => make("li", {},
      make("button", { class: "rule-place", type: "button", title: "Go there", onclick: () => this.go(problem) }, placeInWords(problem)),
      make("span", {}, problem.msg))));
  }

  /** Nobody could say whether anything is wrong: `why`, and a button to ask `again`. */
  lost(why, again) {
    const press = () => {
      this.show([]);
      again();
    };
    this.element.replaceChildren(make("li", {}, make("span", {}, `This could not be checked. ${why}`), make("button", { class: "button small", type: "button", onclick: press }, "Check again")));
  }
}

/** "Line 2, column 9". */
function placeInWords({ line, column }) {
  return `Line ${line}, column ${column}`;
}
