// A box for a few lines of the rule language: numbers of the lines, coloured names, and a mark where something is wrong.

import { make } from "../elements.js";
import { piecesOf, placesOf } from "./painted.js";

const FEWEST_LINES = 2;
const MOST_LINES = 14;

export class CodeBox {
  /** `typed(text)` hears every change; `roles(text)` tells names apart where the language of rules does not. */
  constructor({ label, id = null, typed = () => {}, readOnly = false, roles = undefined, most = null }) {
    Object.assign(this, { roles, problems: [] });
    this.lines = make("div", { class: "code-lines", "aria-hidden": "true" });
    this.paint = make("pre", { class: "code-paint", "aria-hidden": "true" });
    this.area = make("textarea", {
      class: "code-text", id, "aria-label": label, wrap: "off", spellcheck: "false", autocomplete: "off", autocapitalize: "off", readonly: readOnly, maxlength: most,
      oninput: () => { this.problems = []; this.show(); typed(this.area.value); },
      onscroll: () => this.follow(),
    });
    this.element = make("div", { class: readOnly ? "code-box is-read-only" : "code-box" }, this.lines, make("div", { class: "code-body" }, this.paint, this.area));
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    if (this.area.value !== text) this.area.value = text;
    this.problems = [];
    this.show();
  }

  /** Marks problems {line, column, length}. */
  mark(problems) {
    this.problems = problems;
    this.area.toggleAttribute("aria-invalid", false);
    if (problems.length) this.area.setAttribute("aria-invalid", "true");
    this.show();
  }

  /** Puts the cursor where a problem is. */
  goTo(problem) {
    const [{ from, to }] = placesOf(this.text, [problem]);
    this.area.focus();
    this.area.setSelectionRange(from, Math.min(to, this.text.length));
  }

  show() {
    const count = this.text.split("\n").length;
    this.area.rows = Math.min(MOST_LINES, Math.max(FEWEST_LINES, count));
    this.lines.textContent = Array.from({ length: count }, (_, index) => index + 1).join("\n");
    const pieces = piecesOf(this.text, this.problems, this.roles?.(this.text));
    this.paint.replaceChildren(...pieces.map(({ text, role, wrong }) => make("span", { class: wrong ? `is-${role} is-wrong` : `is-${role}` }, text)), "\n");
    this.follow();
  }

  /** The painted text and the numbers scroll with the one that is typed. */
  follow() {
    this.paint.scrollTop = this.lines.scrollTop = this.area.scrollTop;
    this.paint.scrollLeft = this.area.scrollLeft;
  }
}
