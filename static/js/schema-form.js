// Draws all controls from the schema of the spec and holds the spec that they describe.
// A new setting on the server appears here by itself.

import { idOf, make } from "./elements.js";
import { drawField } from "./fields/index.js";
import { forDataset } from "./fields/dataset.js";
import { changesColumns, concerns, fitted } from "./datasets.js";
import { whole } from "./numbers.js";
import { summary } from "./words.js";
import { at, completed, groups, neededBy, replaced, same, schemaAt, shownFields, variants, withoutNull } from "./schema.js";

const OPEN_AT_FIRST = ["data", "network", "optimizer"];

export class SchemaForm extends EventTarget {
  /** `description` is the answer of GET /api/schema. */
  constructor(container, description) {
    super();
    this.container = container;
    this.root = description.schema;
    this.defaults = description.defaults;
    this.datasets = description.datasets;
    this.value = structuredClone(description.defaults);
    this.base = null;
    this.rebuild();
  }

  get(path) {
    return at(this.value, path);
  }

  /** A student set something: tells "change" with the path. */
  set(path, value) {
    this.value = replaced(this.value, path, value);
    if (changesColumns(this.dataset(), path)) this.takeAllColumns(path);
    this.clearProblem(path);
    this.mark();
    this.dispatchEvent(new CustomEvent("change", { detail: { path } }));
  }

  /** Other columns have other names: what was chosen of the old ones is forgotten. */
  takeAllColumns(path) {
    this.value = replaced(this.value, "data.features", null);
    this.rebuild();
    this.container.querySelector(`#${CSS.escape(idOf(path))}`)?.focus({ preventScroll: true });
  }

  /** Sets a value from elsewhere on the page, and draws the field anew. */
  place(path, value) {
    this.value = replaced(this.value, path, value);
    if (changesColumns(this.dataset(), path)) this.value = replaced(this.value, "data.features", null);
    this.redraw(path.split(".")[0]);
    this.dispatchEvent(new CustomEvent("change", { detail: { path } }));
  }

  /** What trains has changed by itself: everybody shows the value, and nobody takes it for a student's wish. */
  follow(path, value) {
    this.value = replaced(this.value, path, value);
    this.redraw(path.split(".")[0]);
    this.dispatchEvent(new CustomEvent("change", { detail: { path, followed: true } }));
  }

  /** Sets a value from elsewhere and brings its field into sight. */
  put(path, value) {
    this.place(path, value);
    this.reveal(path);
  }

  /** Brings a field into sight; whoever hides the form hears "reveal" first. */
  reveal(path) {
    this.dispatchEvent(new CustomEvent("reveal", { detail: { path } }));
    const field = this.fieldAt(path);
    for (let box = field?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    field?.scrollIntoView({ block: "center" });
    field?.querySelector("input:not([type=range]), select, textarea")?.focus({ preventScroll: true });
  }

  draw(schema, path, options = {}) {
    if (path === "data.samples") options.placeholder = whole(this.dataset()?.samples);
    const element = drawField(this, schema, path, options);
    element.hidden = !concerns(schema, path, this.dataset());
    const needed = neededBy(schema, path);
    if (needed) element.dataset.needs = needed;
    return element;
  }

  dataset() {
    return fitted(this.datasets.find((entry) => entry.name === this.value.data.dataset), this.value.data);
  }

  chooseDataset(name) {
    const entry = this.datasets.find((each) => each.name === name);
    if (!entry) return;
    this.value = forDataset(this.value, entry, this.root, this.dataset());
    const here = this.container.contains(document.activeElement);
    this.rebuild();
    this.dispatchEvent(new CustomEvent("change", { detail: { path: "data.dataset" } }));
    if (here) this.container.querySelector('[data-path="data.dataset"] input:checked')?.focus({ preventScroll: true });
  }

  /** Shows another spec, whole. */
  load(spec) {
    this.value = completed(this.root, structuredClone(spec));
    this.rebuild();
    this.dispatchEvent(new CustomEvent("change", { detail: { path: "" } }));
  }

  rebuild() {
    this.groups = groups(this.root);
    this.keepingFolds(() => {
      const open = new Map([...this.container.querySelectorAll("details[data-group]")].map((each) => [each.dataset.group, each.open]));
      this.container.replaceChildren(...this.groups.map((group) => this.drawGroup(group, open.get(group.name))));
    });
  }

  /** Draws one group anew: "optimizer"; settings outside any group share one. */
  redraw(name) {
    const group = this.groups.find((each) => each.name === name) ?? this.groups.find((each) => each.fields);
    const old = this.container.querySelector(`details[data-group="${group.name}"]`);
    this.keepingFolds(() => old.replaceWith(this.drawGroup(group, old.open)));
  }

  keepingFolds(draw) {
    const unfolded = [...this.container.querySelectorAll("details.fold[open]")].map((each) => each.dataset.fold);
    draw();
    for (const fold of this.container.querySelectorAll("details.fold")) fold.open = unfolded.includes(fold.dataset.fold);
    this.mark();
  }

  drawGroup(group, open = OPEN_AT_FIRST.includes(group.name)) {
    const fields = group.fields
      ? group.fields.map(([name, schema]) => this.draw(schema, name))
      : variants(this.root, group.schema) || withoutNull(this.root, group.schema)
        ? [this.draw(group.schema, group.name)]
        : shownFields(this.root, group.schema).map(([name, schema]) => this.draw(schema, `${group.name}.${name}`));
    return make("details", { class: "group", "data-group": group.name, open },
      make("summary", {}, make("h2", {}, group.title), make("span", { class: "group-summary" })),
      make("div", { class: "group-fields" }, ...fields));
  }

  /** Marks what differs from the spec that trains now (null: nothing trains) and retells the closed groups. */
  markAgainst(spec) {
    this.base = spec;
    this.container.classList.toggle("is-training", spec !== null);
    this.mark();
  }

  mark() {
    for (const element of this.container.querySelectorAll("[data-needs]")) element.hidden = !at(this.value, element.dataset.needs);
    for (const field of this.container.querySelectorAll(".field[data-path]")) {
      const path = field.dataset.path;
      field.classList.toggle("is-changed", this.base !== null && !same(at(this.value, path), at(this.base, path)));
    }
    for (const fold of this.container.querySelectorAll(".fold")) fold.retell();
    for (const group of this.groups) {
      const details = this.container.querySelector(`details[data-group="${group.name}"]`);
      if (details) details.querySelector(".group-summary").textContent = summary(this.root, group, this.value, this.datasets);
    }
  }

  /** Whether a setting may change while a run trains. */
  isLive(path) {
    // A whole choice is live where its schema says so, whichever kind it has.
    return Boolean(schemaAt(this.root, this.value, path.replace(/\.kind$/, ""))?.["x-live"]);
  }

  /** Shows each problem at its field; returns those that belong to no field. With `focus`, the form comes into sight. */
  showProblems(problems, { focus = false } = {}) {
    this.clearProblems();
    const homeless = problems.filter((problem) => !this.showProblem(problem));
    const refused = focus ? this.container.querySelector('[aria-invalid="true"]') : null;
    if (!refused) return homeless;
    this.dispatchEvent(new CustomEvent("reveal", { detail: { path: "" } }));
    refused.focus({ preventScroll: true });
    // The sentence stands below the field: at the edge of the panel it would be out of sight.
    refused.scrollIntoView({ block: "center" });
    // A lesson may hide the form or the field: then the page says it.
    const unseen = problems.filter(({ loc }) => this.fieldAt(loc)?.checkVisibility() === false);
    return [...homeless, ...unseen.map(({ msg }) => ({ loc: "", msg }))];
  }

  showProblem({ loc, msg }) {
    const field = this.fieldAt(loc);
    if (!field) return false;
    const slot = field.querySelector(":scope > .field-problem");
    slot.textContent = slot.hidden ? msg : `${slot.textContent} ${msg}`;
    slot.hidden = false;
    field.classList.add("has-problem");
    (field.querySelector("input:not([type=range]), select, textarea") || field.querySelector(".button"))?.setAttribute("aria-invalid", "true");
    for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    return true;
  }

  fieldAt(loc) {
    for (const path of [loc, `${loc}.kind`]) {
      const found = path && this.container.querySelector(`.field[data-path="${CSS.escape(path)}"]`);
      if (found) return found;
    }
    return loc.includes(".") ? this.fieldAt(loc.slice(0, loc.lastIndexOf("."))) : null;
  }

  clearProblem(path) {
    for (const field of this.container.querySelectorAll(".field.has-problem")) {
      const own = field.dataset.path;
      if (own === path || own.startsWith(`${path}.`) || path.startsWith(`${own}.`)) this.clear(field);
    }
  }

  clearProblems() {
    this.container.querySelectorAll(".field.has-problem").forEach((field) => this.clear(field));
  }

  clear(field) {
    field.classList.remove("has-problem");
    field.querySelectorAll('[aria-invalid="true"]').forEach((input) => input.removeAttribute("aria-invalid"));
    const slot = field.querySelector(":scope > .field-problem");
    slot.hidden = true;
    slot.textContent = "";
  }
}
