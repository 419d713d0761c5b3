// One form of download: what it is, a button that fetches it, and for short texts one that copies it.

import { make } from "../elements.js";
import { contentOf, save } from "./fetching.js";

export class FormRow {
  constructor(id, form, choice) {
    Object.assign(this, { id, form, choice });
    this.problem = make("p", { class: "field-problem", role: "alert", hidden: true });
    this.element = make("li", { "data-form-of": form.form },
      make("div", { class: "take-words" }, make("strong", {}, form.title), make("span", { class: "muted" }, form.help), this.problem),
      make("div", { class: "take-buttons" }, form.text ? this.copyButton() : null, this.saveButton()));
  }

  get address() {
    return `/api/experiments/${this.id}/export/${this.form.form}${this.form.of_one_run ? this.choice.query : ""}`;
  }

  /** A long log is left to the browser, which writes it down as it comes. */
  saveButton() {
    const words = { class: "button small", "aria-label": `Download ${this.form.title}` };
    if (this.form.long) return make("a", { ...words, href: this.address, download: true }, "Download");
    return make("button", { ...words, type: "button", onclick: (event) => this.act(event.target, save) }, "Download");
  }

  copyButton() {
    const copy = async (response) => {
      await navigator.clipboard.writeText(await response.text());
      return "Copied";
    };
    return make("button", { class: "button small", type: "button", "aria-label": `Copy ${this.form.title}`, onclick: (event) => this.act(event.target, copy) }, "Copy");
  }

  /** What is refused is told below the form that it concerns. */
  async act(button, what) {
    const before = button.textContent;
    this.problem.hidden = true;
    button.disabled = true;
    try {
      button.textContent = (await what(await contentOf(this.address))) ?? before;
    } catch (error) {
      this.problem.textContent = error.problems ? error.message : "This browser does not allow it here.";
      this.problem.hidden = false;
    }
    button.disabled = false;
    if (button.textContent !== before) setTimeout(() => { button.textContent = before; }, 2000);
  }
}
