// The dialog "Compare and search": choose a way, say what varies, see the trials and what they cost, train.

import { getPlan } from "../api.js";
import { make } from "../elements.js";
import { helpButton } from "../help.js";
import { AxesEditor } from "./axes-editor.js";
import { Draft } from "./draft.js";
import { DraftForm } from "./draft-form.js";
import { LanesEditor } from "./lanes-editor.js";
import { clearFields, showAtFields } from "./problems.js";
import { Reckoning } from "./reckoning.js";
import { STARTS_OF } from "./starts.js";
import { HEADINGS } from "./ways.js";

const THINKING = 200;
const FIRST = "random";
/** What has an editor of its own. */
const EDITORS = { axes: AxesEditor, runs: LanesEditor };

export class Builder {
  /** `page.use(spec)` puts settings into the page, `page.train(spec)` trains them as well. */
  constructor(dialog, form, page) {
    Object.assign(this, { dialog, form, page, asked: 0 });
    this.reckoning = new Reckoning(this.part("preview"), this.part("cost"));
    for (const [name, act] of Object.entries({ use: () => this.take("use"), train: () => this.take("train"), close: () => dialog.close() })) {
      for (const button of dialog.querySelectorAll(`[data-builder-act="${name}"]`)) button.addEventListener("click", act);
    }
    dialog.addEventListener("keydown", (event) => {
      // It would press the first button of the form.
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
  }

  part(name) {
    return this.dialog.querySelector(`[data-builder-part="${name}"]`);
  }

  /** Opens with the settings of the page, or with what `start` makes of them. */
  open(start = null) {
    const { root, datasets, value } = this.form;
    this.draft = new Draft({ root, datasets }, value);
    this.draft.addEventListener("change", ({ detail: { path } }) => this.changed(path));
    const begun = STARTS_OF.find((each) => each.name === start)?.make(this.draft);
    if (begun) this.draft.begin(begun);
    else if (this.draft.kind === null) this.draft.choose(FIRST);
    else this.changed("");
    this.drawStarts();
    if (!this.dialog.open) this.dialog.showModal();
    this.part("ways").querySelector("input:checked")?.focus({ preventScroll: true });
  }

  changed(path) {
    if (path === "") this.draw();
    this.problems([]);
    this.later();
  }

  draw() {
    this.drawWays();
    const { draft } = this;
    const { way } = draft;
    const editors = Object.keys(EDITORS).filter((name) => way.schema.properties[name]);
    this.part("about").replaceChildren(make("h3", {}, way.title, helpButton(way.title, way.schema)), make("p", { class: "muted" }, way.sentence));
    this.part("fields").replaceChildren(
      ...editors.map((name) => new EDITORS[name](draft, way.schema.properties[name]).element),
      make("div", { class: "builder-settings" }, ...renamed(new DraftForm(draft).fields(way.schema, editors))));
  }

  drawWays() {
    const { ways, kind } = this.draft;
    const group = this.part("ways");
    if (group.childElementCount === 0) {
      group.replaceChildren(...HEADINGS.map((heading) => [heading, ways.filter((each) => each.heading === heading)]).filter(([, each]) => each.length)
        .map(([heading, members]) => make("div", { class: "way-group" }, make("p", { class: "way-heading" }, heading), ...members.map((way) => this.wayButton(way)))));
    }
    for (const input of group.querySelectorAll("input")) input.checked = input.value === kind;
  }

  wayButton({ kind, title, sentence }) {
    return make("label", { class: "way", title: sentence }, make("input", { type: "radio", name: "way", value: kind, onchange: () => this.draft.choose(kind) }), make("span", {}, title));
  }

  /** Each trains at once: that is the click. */
  drawStarts() {
    const made = STARTS_OF.map((start) => [start, start.make(this.draft)]).filter(([, spec]) => spec);
    this.part("starts").replaceChildren(...made.map(([{ name, title, look }]) =>
      make("button", { class: "start", type: "button", "data-start": name, onclick: () => this.start(name) }, make("strong", {}, title), make("span", { class: "muted small" }, look))));
  }

  start(name) {
    this.draft.begin(STARTS_OF.find((each) => each.name === name).make(this.draft));
    return this.take("train");
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), THINKING);
  }

  /** Asks for the trials and their cost; true where they can be trained. An answer about what is gone is dropped. */
  async ask() {
    clearTimeout(this.timer);
    const turn = (this.asked += 1);
    const { draft } = this;
    this.dialog.setAttribute("aria-busy", "true");
    try {
      const plan = await getPlan(draft.value);
      if (turn !== this.asked) return false;
      this.problems([]);
      this.reckoning.show(plan, draft);
      return true;
    } catch (refused) {
      if (!refused.problems) throw refused;
      if (turn === this.asked) this.problems(refused.problems);
      return false;
    } finally {
      if (turn === this.asked) this.dialog.removeAttribute("aria-busy");
    }
  }

  problems(found) {
    const body = this.part("fields");
    const homeless = found.length ? showAtFields(body, found) : clearFields(body) ?? [];
    const slot = this.part("problem");
    slot.hidden = found.length === 0;
    slot.textContent = homeless.length ? homeless.map(({ msg }) => msg).join(" ") : found.length ? "Something has to be put right first." : "";
    if (found.length) this.reckoning.refuse();
  }

  async take(action) {
    if (!(await this.ask())) {
      this.part("fields").querySelector('[aria-invalid="true"]')?.focus();
      return;
    }
    this.dialog.close();
    this.page[action](this.draft.value);
  }
}

/** The whole form may draw the same settings: no two elements of a page have one identifier. */
function renamed(fields) {
  for (const field of fields) {
    for (const element of field.querySelectorAll("[id]")) element.id = `build-${element.id}`;
    for (const element of field.querySelectorAll("label[for]")) element.htmlFor = `build-${element.htmlFor}`;
    for (const element of field.querySelectorAll("[aria-describedby]")) element.setAttribute("aria-describedby", `build-${element.getAttribute("aria-describedby")}`);
  }
  return fields;
}
