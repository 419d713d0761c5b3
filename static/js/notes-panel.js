// What the owner of an experiment writes about it: shown to everybody as plain text, changed in place by the owner.

import * as api from "./api.js";
import { say } from "./notices.js";
import { whole } from "./numbers.js";

const FIELDS = ["title", "description", "notes"];
const LONGEST = 5000;

export class NotesPanel {
  /** `details` is the answer about the experiment; `renamed()` is called when its title or description is another. */
  constructor(panel, details, renamed) {
    Object.assign(this, { panel, details, renamed });
    this.form = panel.querySelector("[data-notes-form]");
    this.part("write").hidden = !details.mine;
    this.part("write").addEventListener("click", () => this.open());
    this.part("notes-cancel").addEventListener("click", () => this.close());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("input", () => this.count());
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
    });
    this.show();
  }

  part(name) {
    return this.panel.querySelector(`[data-${name}]`);
  }

  show() {
    const { notes, mine } = this.details;
    this.part("notes").textContent = notes || "Nothing is written about this experiment yet.";
    this.part("notes").classList.toggle("muted", !notes);
    this.panel.hidden = !mine && !notes;
    this.part("write").textContent = FIELDS.some((name) => this.details[name]) ? "Edit" : "Write";
  }

  open() {
    for (const name of FIELDS) this.form.elements[name].value = this.details[name] ?? "";
    this.turn(true);
    this.count();
    this.form.elements[this.details.title ? "notes" : "title"].focus();
  }

  /** Escape is pressed by mistake as well: what was typed goes only with Save or Cancel. */
  leave() {
    if (FIELDS.every((name) => this.form.elements[name].value === (this.details[name] ?? ""))) this.close();
    else say("Not saved yet: choose Save or Cancel");
  }

  close() {
    this.turn(false);
    this.part("write").focus();
  }

  turn(editing) {
    this.form.hidden = !editing;
    this.part("notes").hidden = editing;
    this.part("write").hidden = editing;
    this.part("notes-problem").hidden = true;
  }

  count() {
    const length = this.form.elements.notes.value.length;
    this.part("notes-count").textContent = length > LONGEST / 2 ? `${whole(length)} of ${whole(LONGEST)} letters` : "";
  }

  /** Shows what was written at once; what the server refuses comes back into the form with its reason. */
  async save() {
    const before = Object.fromEntries(FIELDS.map((name) => [name, this.details[name]]));
    const written = Object.fromEntries(FIELDS.map((name) => [name, this.form.elements[name].value]));
    this.take(written);
    this.close();
    try {
      this.take(await api.describe(this.details.id, written));
      say("Saved");
    } catch (refused) {
      if (!refused.problems) throw refused;
      this.take(before);
      this.turn(true);
      for (const name of FIELDS) this.form.elements[name].value = written[name];
      this.part("notes-problem").textContent = refused.problems.map(({ msg }) => msg).join(" ");
      this.part("notes-problem").hidden = false;
    }
  }

  take(values) {
    Object.assign(this.details, values);
    this.show();
    this.renamed();
  }
}
