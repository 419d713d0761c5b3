// The lanes of a race as a table: a row for each run, a column for each setting in which they differ.

import { make } from "../elements.js";
import { count } from "../numbers.js";
import { same } from "../schema.js";
import { proposedAxis } from "./axis-proposals.js";
import { columnsOf, flattened, laneInWords, nextLane } from "./lanes-of.js";
import { SettingPicker } from "./picker.js";
import { readValue, shownValue } from "./value-texts.js";

export class LanesEditor {
  /** `schema`: that of `runs`; the draft holds them. */
  constructor(draft, schema) {
    Object.assign(this, { draft, most: schema.maxItems ?? Infinity, columns: [] });
    this.table = make("table", { class: "lanes-table" });
    this.more = make("button", { class: "button small", type: "button", onclick: () => this.add() }, "+ Add a lane");
    this.picker = new SettingPicker("Add a setting that differs …", () => draft.settings.filter(({ path }) => !this.columns.includes(path)), (setting) => this.addColumn(setting));
    this.problem = make("p", { class: "field-problem", hidden: true });
    this.count = make("h3", {});
    this.element = make("div", { class: "lanes-editor", "data-path": `${draft.part}.runs` }, this.count,
      make("div", { class: "lanes-scroll", role: "region", "aria-label": "Lanes", tabindex: "0" }, this.table), make("div", { class: "lanes-more" }, this.more, this.picker.element), this.problem);
    const runs = flattened(draft.root, draft.set.runs);
    if (!same(runs, draft.set.runs)) draft.put("runs", runs);
    this.draw();
  }

  get runs() {
    return this.draft.set.runs;
  }

  put(runs) {
    this.draft.put("runs", runs);
    this.tell();
  }

  change(index, put) {
    this.put(this.runs.map((run, each) => (each === index ? { ...run, ...put } : run)));
  }

  add() {
    this.put([...this.runs, nextLane(this.runs, (path) => this.draft.setting(path))]);
    this.draw();
    this.table.querySelector("tbody tr:last-child input")?.focus();
  }

  remove(index) {
    this.put(this.runs.filter((_, each) => each !== index));
    this.draw();
    this.more.focus();
  }

  /** The first lanes take what one would try of the setting. */
  addColumn(setting) {
    this.columns.push(setting.path);
    const { values = [] } = proposedAxis(setting);
    if (values.length) this.put(this.runs.map((run, index) => ({ ...run, set: { ...run.set, [setting.path]: values[index % values.length] } })));
    this.draw();
    this.table.querySelector(`[data-column="${CSS.escape(setting.path)}"] :is(input, select)`)?.focus();
  }

  removeColumn(path) {
    this.columns = this.columns.filter((each) => each !== path);
    this.put(this.runs.map(({ set: { [path]: _, ...set }, ...run }) => ({ ...run, set })));
    this.draw();
    this.picker.input.focus();
  }

  tell() {
    this.count.textContent = count(this.runs.length, "lane");
    this.more.disabled = this.runs.length >= this.most;
    [...this.table.querySelectorAll("[data-lane-name]")].forEach((input, index) => { input.placeholder = laneInWords(this.runs[index]?.set ?? {}, (path) => this.draft.setting(path)); });
  }

  draw() {
    this.columns = [...new Set([...this.columns, ...columnsOf(this.runs)])];
    const head = this.columns.map((path) => make("th", { scope: "col" }, make("span", { class: "lane-column" }, this.draft.setting(path)?.label ?? path.replaceAll("_", " "),
      make("button", { class: "button quiet small icon", type: "button", "aria-label": `Let ${path} differ no more`, title: "The same for all", onclick: () => this.removeColumn(path) }, "×"))));
    this.table.replaceChildren(
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Name"), ...head, make("td", {}))),
      make("tbody", {}, ...this.runs.map((run, index) => this.row(run, index))));
    this.tell();
  }

  row(run, index) {
    const name = make("input", { class: "input", type: "text", maxlength: "120", autocomplete: "off", "data-lane-name": true, "aria-label": `Name of lane ${index + 1}`, oninput: () => this.change(index, { name: name.value }) });
    name.value = run.name ?? "";
    const remove = make("button", { class: "button quiet small icon", type: "button", "aria-label": `Remove lane ${index + 1}`, title: "Remove this lane", disabled: this.runs.length < 2, onclick: () => this.remove(index) }, "×");
    const place = `${this.draft.part}.runs.${index}`;
    return make("tr", { "data-path": place }, make("th", { scope: "row", "data-path": `${place}.name` }, name, slot()), ...this.columns.map((path) => this.cell(index, path, place)), make("td", {}, remove));
  }

  cell(index, path, place) {
    const setting = this.draft.setting(path);
    const value = this.runs[index].set[path];
    const put = (each) => {
      const { [path]: _, ...rest } = this.runs[index].set;
      this.change(index, { set: each === undefined ? rest : { ...rest, [path]: each } });
    };
    const label = `${setting?.label ?? path} of lane ${index + 1}`;
    const editor = setting?.type === "options" ? optionsCell(setting, value, put, label) : typedCell(setting, value, put, label);
    return make("td", { "data-path": `${place}.set.${path}`, "data-column": path }, editor, slot());
  }
}

function slot() {
  return make("span", { class: "field-problem", hidden: true });
}

function optionsCell(setting, value, put, label) {
  const here = setting.options.findIndex((each) => same(each.value, value));
  const select = make("select", { class: "select", "aria-label": label, onchange: () => put(select.value === "" ? undefined : setting.options[Number(select.value)].value) },
    make("option", { value: "" }, `as set (${shownValue(setting, setting.value)})`), ...setting.options.map((each, index) => make("option", { value: index }, each.title)));
  select.value = here < 0 ? "" : String(here);
  return select;
}

/** Empty: as set. A setting that these settings do not have belongs to another choice, such as another optimizer. */
function typedCell(setting, value, put, label) {
  const plain = setting ?? { type: "number", schema: {} };
  const shown = value !== null && typeof value === "object" && plain.type !== "layers" ? JSON.stringify(value) : value === undefined ? "" : shownValue(plain, value);
  const input = make("input", {
    class: "input", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": label, placeholder: setting ? shownValue(setting, setting.value) : "as usual",
    oninput: () => put(input.value.trim() === "" ? undefined : readValue(plain, input.value)),
  });
  input.value = shown;
  return input;
}
