// Which of several runs a download is about; by default the one that validation chose.

import { make } from "../elements.js";

export class RunChoice {
  /** `details` is the answer about the experiment; of very many runs it names none, and a number is typed. */
  constructor({ runs, status }) {
    this.count = status.runs;
    this.element = this.count > 1 ? this.labelled(runs.length ? this.list(runs) : this.box()) : null;
  }

  labelled(field) {
    this.field = field;
    return make("p", { class: "take-run" }, make("label", { class: "field-label", for: "take-run" }, "Which run"), field);
  }

  list(runs) {
    const option = ({ number, name }) => make("option", { value: number }, name ? `${number}: ${name}` : `run ${number}`);
    return make("select", { class: "select", id: "take-run" }, make("option", { value: "" }, "the best by validation"), ...runs.map(option));
  }

  box() {
    return make("input", { class: "input", id: "take-run", type: "number", min: 1, max: this.count, step: 1, placeholder: "the best by validation" });
  }

  /** "?run=3", or nothing. */
  get query() {
    const value = this.field?.value ?? "";
    return value ? `?${new URLSearchParams({ run: value })}` : "";
  }
}
