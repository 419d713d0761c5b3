// "Branch from here": a new experiment that shares the epochs so far, unchanged or with one live setting changed after them.

import * as server from "../../api.js";
import { make } from "../../elements.js";
import { whole } from "../../numbers.js";
import { SchemaForm } from "../../schema-form.js";
import { at, differences, replaced } from "../../schema.js";
import { settingsAt } from "./moments.js";

const CHOICE = ".family.whole, .optional";

export class BranchDialog {
  /** `time` has live, the experiment on show, its run, and the epoch on show. */
  constructor(desk, time, api = server) {
    Object.assign(this, { desk, time, api, dialog: null });
    this.button = make("button", { class: "button small", type: "button", "data-time-action": "branch", title: "Go on from this epoch in a new experiment, with or without another setting", onclick: () => this.open() }, "Branch from here …");
  }

  /** The epoch to branch from: what ended by itself can go on from the epoch before its last. */
  get epoch() {
    const { run, epoch } = this.time;
    const own = run?.finished && run.finished.reason !== "stopped by user";
    return own ? Math.min(epoch, run.finished.epochs - 1) : epoch;
  }

  show() {
    const { live, run } = this.time;
    this.button.hidden = !live;
    this.button.disabled = !run?.started || this.epoch < 0;
  }

  async open() {
    const description = await this.api.getSchema();
    this.close();
    // What is on show may move on while the dialog is open.
    const from = { id: this.time.live.id, epoch: this.epoch, asked: this.time.epoch };
    this.base = settingsAt(this.time.live.spec, this.time.run.changes, from.epoch, replaced);
    this.form = new SchemaForm(make("div"), description);
    this.form.load(this.base);
    this.base = this.form.value;
    this.build(from);
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  build(from) {
    const fields = this.fields();
    this.choice = make("select", { class: "select", id: "branch-choice", onchange: () => this.choose(fields[Number(this.choice.value)]) },
      make("option", { value: "" }, "nothing: repeat this run exactly"),
      ...fields.map(({ title }, index) => make("option", { value: index }, title)));
    this.slot = make("div", { class: "branch-field" });
    this.problem = make("p", { class: "notice danger", role: "alert", hidden: true });
    this.go = make("button", { class: "button primary", type: "submit" }, "Branch");
    const early = from.asked === from.epoch ? null : make("p", { class: "muted small" }, `This run ended by itself after epoch ${whole(from.asked)}: the last epoch to branch from is ${whole(from.epoch)}.`);
    this.dialog = make("dialog", { class: "dialog narrow", "data-branch-dialog": "", "aria-labelledby": "branch-title", onclose: () => this.close() },
      make("form", { onsubmit: (event) => this.submit(event, from) },
        make("h2", { id: "branch-title" }, `Branch from epoch ${whole(from.epoch)}`),
        make("p", { class: "muted" }, "A new experiment of yours that shares everything up to here: weights, optimizer memory, order of the batches. Both curves are drawn together."),
        early,
        make("label", { class: "field-label", for: "branch-choice" }, "Change after it"), this.choice, this.slot, this.problem,
        make("div", { class: "dialog-actions" }, make("button", { class: "button quiet", type: "button", onclick: () => this.dialog.close() }, "Cancel"), this.go)));
  }

  /** Everything that may change while a network trains, each with its group: [{title, element}]. */
  fields() {
    const found = new Map();
    for (const field of this.form.container.querySelectorAll(".field[data-live]")) {
      const whole = field.closest(CHOICE);
      const element = whole?.querySelector(".field")?.dataset.live !== undefined ? whole : field;
      if (!found.has(element) && ![...found.keys()].some((each) => each.contains(element))) found.set(element, title(field));
    }
    return [...found].map(([element, name]) => ({ title: name, element }));
  }

  choose(chosen) {
    this.form.load(this.base);
    // Drawn anew: the element of the same setting is another one now.
    const fresh = chosen && this.fields().find(({ title: name }) => name === chosen.title)?.element;
    this.slot.replaceChildren(...(fresh ? [fresh] : []));
    if (!fresh) return;
    fresh.hidden = false;
    for (const each of fresh.querySelectorAll("[id], [for], [aria-describedby]")) {
      for (const name of ["id", "for", "aria-describedby"]) if (each.hasAttribute(name)) each.setAttribute(name, `branch-${each.getAttribute(name)}`);
    }
    fresh.querySelector("input:not([type=range]), select")?.focus();
  }

  async submit(event, { id, epoch }) {
    event.preventDefault();
    const { value } = this.form;
    const set = Object.fromEntries(differences(value, this.base).map((path) => [path, at(value, path)]));
    this.go.disabled = true;
    try {
      const made = await this.api.branch(id, epoch, set);
      this.dialog.close();
      await this.desk.open(made);
    } catch (refused) {
      if (!refused.problems) throw refused;
      this.problem.textContent = refused.message;
      this.problem.hidden = false;
      this.go.disabled = false;
    }
  }

  close() {
    this.dialog?.remove();
    this.dialog = null;
  }
}

/** "Optimizer: Learning rate"; a group that has only one such setting is called as the group. */
function title(field) {
  const group = field.closest("[data-group]")?.querySelector("h2")?.textContent ?? "";
  const layer = field.closest(".layer");
  const name = field.querySelector(".field-label")?.firstChild?.textContent ?? field.dataset.path;
  const where = layer ? `Layer ${Number(field.dataset.path.split(".")[2]) + 1}` : group;
  return name === where || !where ? name : `${where}: ${name}`;
}
