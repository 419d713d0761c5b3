// The settings of the surface: which kind, and its fields. What is wrong stays in its box with a sentence; the lab keeps the last good one.

import { make } from "../elements.js";
import { drawField } from "../fields/index.js";
import { helpButton } from "../help.js";
import { explanation, replaced, at as valueAt, same, shownFields, variants } from "../schema.js";
import { columnsField } from "./columns-field.js";
import { formulaField } from "./formula-field.js";
import { beginning, memberOf } from "./members.js";
import { Penalty, startField } from "./lab-numbers.js";
import { coefficientsField, matrixField, vectorField } from "./numbers-field.js";
import { rowsField } from "./rows-field.js";
import { problemsOf } from "./surface-checks.js";

/** What is not a landscape: a list of gradients is for the worksheet. */
const ELSEWHERE = ["gradients"];
const OWN = {
  rows: (form) => rowsField(form),
  targets: () => null, // in the table of the rows
  shift: (form, schema) => columnsField(form, "shift", schema),
  scale: (form, schema) => columnsField(form, "scale", schema),
  matrix: (form, schema) => matrixField(form, schema),
  b: (form, schema) => (Array.isArray(form.surface.b) ? vectorField(form, "b", schema, ["b₁", "b₂"]) : undefined),
  formula: (form, schema) => formulaField(form, schema),
  coefficients: (form, schema) => coefficientsField(form, schema),
};

export class SurfaceForm {
  constructor(lab, box) {
    Object.assign(this, { lab, box, root: lab.schema, surface: lab.state.surface, followers: [], remembered: new Map() });
    this.always = [startField(lab), new Penalty(lab).element];
    lab.addEventListener("surface", () => {
      // Somebody else chose another one.
      if (same(lab.state.surface, this.surface)) return this.valid();
      this.surface = lab.state.surface;
      return this.draw();
    });
    this.draw();
    box.hidden = false;
  }

  /** What fields of the schema read and write: paths begin with the name of the field. */
  get(path) {
    return valueAt(this.surface, path);
  }

  set(path, value) {
    this.surface = replaced(this.surface, path, value);
    this.check();
  }

  /** Changes of fields that stand as they are. */
  put(changes) {
    this.surface = { ...this.surface, ...changes };
    this.check();
  }

  /** Another surface, drawn anew. */
  remake(surface) {
    this.surface = surface;
    this.draw();
    this.check();
  }

  /** Calls back whenever the surface is a good one. */
  onValid(follow) {
    this.followers.push(follow);
  }

  valid() {
    for (const follow of this.followers) follow();
  }

  check() {
    const problems = problemsOf(this.root, this.surface);
    for (const field of this.box.querySelectorAll(".field[data-path]")) {
      const slot = field.querySelector(":scope > .field-problem");
      const found = problems.filter(({ loc }) => loc === field.dataset.path);
      slot.hidden = found.length === 0;
      slot.textContent = found.map(({ msg }) => msg).join(" ");
      field.classList.toggle("has-problem", found.length > 0);
      for (const input of field.querySelectorAll("input:not([type=range])")) input.removeAttribute("aria-invalid");
      if (found.length) for (const input of wrongBoxes(field)) input.setAttribute("aria-invalid", "true");
    }
    if (!problems.length) this.lab.set("surface", this.surface);
  }

  draw() {
    this.followers = [];
    const { schema } = memberOf(this.root, "surface", this.surface.kind);
    const fields = shownFields(this.root, schema).map(([name, inner]) => this.field(name, inner));
    const help = { title: schema.title, description: schema.description, "x-source": schema["x-source"] };
    this.box.replaceChildren(
      make("div", { class: "lab-panel-head" }, make("h2", {}, "Surface"), helpButton(schema.title, help)),
      this.kinds(),
      make("p", { class: "field-note" }, explanation(schema).sentence),
      ...fields.filter(Boolean), ...this.always);
    this.valid();
  }

  field(name, schema) {
    const own = OWN[name]?.(this, schema);
    return own === undefined ? drawField(this, schema, name) : own;
  }

  kinds() {
    const members = variants(this.root, this.root.properties.surface).filter(({ kind }) => !ELSEWHERE.includes(kind) && this.lab.draws(kind));
    const select = make("select", { class: "select", "aria-label": "Kind of surface", "data-lab-kind": true },
      ...members.map((each) => make("option", { value: each.kind, selected: each.kind === this.surface.kind }, each.title)));
    select.addEventListener("change", () => {
      this.remembered.set(this.surface.kind, this.surface);
      this.remake(this.remembered.get(select.value) ?? beginning(this.root, "surface", select.value));
      this.box.querySelector("[data-lab-kind]").focus({ preventScroll: true });
    });
    return select;
  }
}

/** The boxes that hold no number, else all of them. */
function wrongBoxes(field) {
  const boxes = [...field.querySelectorAll("input:not([type=range])")];
  const wrong = boxes.filter((box) => box.value.trim() === "" || !Number.isFinite(Number(box.value.replace(",", ".").replace("−", "-"))));
  return wrong.length ? wrong : boxes;
}
