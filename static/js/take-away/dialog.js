// The dialog that lists every form in which results can be taken away; the server's table says which there are.

import * as api from "../api.js";
import { make } from "../elements.js";
import { FormRow } from "./form-row.js";
import { RunChoice } from "./run-choice.js";

export class TakeAwayDialog {
  constructor(id) {
    this.id = id;
  }

  /** Done when it is closed again. */
  async open() {
    this.dialog = make("dialog", { class: "dialog take-away", "aria-labelledby": "take-away-title" });
    document.body.append(this.dialog);
    const closed = new Promise((done) => { this.dialog.addEventListener("close", done, { once: true }); });
    this.show(make("p", { class: "muted", role: "status" }, "…"));
    this.dialog.showModal();
    try {
      const [forms, details] = await Promise.all([api.getExports(), api.getExperiment(this.id)]);
      this.list(forms, details);
    } catch (refused) {
      if (!refused.problems) throw refused;
      this.show(make("p", { class: "notice danger", role: "alert" }, refused.message));
    }
    await closed;
    this.dialog.remove();
  }

  list(forms, details) {
    const choice = new RunChoice(details);
    const row = (form) => new FormRow(this.id, form, choice).element;
    const whole = forms.filter((form) => !form.of_one_run);
    const single = forms.filter((form) => form.of_one_run);
    this.show(
      make("section", { "aria-labelledby": "take-whole" }, make("h3", { id: "take-whole" }, "The experiment"), make("ul", { class: "take-forms" }, ...whole.map(row))),
      make("section", { "aria-labelledby": "take-network" }, make("h3", { id: "take-network" }, "The network"), choice.element, make("ul", { class: "take-forms" }, ...single.map(row))),
    );
  }

  show(...parts) {
    this.dialog.replaceChildren(make("form", { method: "dialog" },
      make("div", { class: "dialog-head" }, make("h2", { id: "take-away-title" }, "Take away"), make("button", { class: "button quiet small icon", value: "close", "aria-label": "Close" }, "×")),
      ...parts,
      make("div", { class: "dialog-actions" }, make("button", { class: "button", value: "close" }, "Close"))));
  }
}
