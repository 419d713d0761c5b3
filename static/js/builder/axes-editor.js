// The axes of a search: which settings vary, and over which values.

import { make } from "../elements.js";
import { typed } from "../numbers.js";
import { same } from "../schema.js";
import { axisKinds, converted, proposedAxis } from "./axis-proposals.js";
import { SettingPicker } from "./picker.js";
import { readValues, shownValues } from "./value-texts.js";

export class AxesEditor {
  /** `schema`: that of `axes`; the draft holds them. */
  constructor(draft, schema) {
    Object.assign(this, { draft, family: schema.additionalProperties, most: schema.maxProperties ?? Infinity });
    this.list = make("ul", { class: "axes" });
    this.picker = new SettingPicker("Add a setting to vary …", () => this.free(), (setting) => this.add(setting));
    this.problem = make("p", { class: "field-problem", hidden: true });
    this.element = make("div", { class: "axes-editor", "data-path": `${draft.part}.axes` }, make("h3", {}, "What varies"), this.list, this.picker.element, this.problem);
    this.draw();
  }

  get axes() {
    return this.draft.set.axes;
  }

  free() {
    return this.draft.variable().filter(({ path }) => !(path in this.axes));
  }

  put(axes) {
    this.draft.put("axes", axes);
  }

  add(setting) {
    this.put({ ...this.axes, [setting.path]: proposedAxis(setting) });
    this.draw();
    this.list.lastElementChild.querySelector("select, input")?.focus();
  }

  remove(path) {
    const { [path]: _, ...rest } = this.axes;
    this.put(rest);
    this.draw();
    this.picker.input.focus();
  }

  draw() {
    this.list.replaceChildren(...Object.entries(this.axes).map(([path, axis]) => this.row(path, axis)));
    this.picker.element.hidden = Object.keys(this.axes).length >= this.most;
  }

  row(path, axis) {
    const setting = this.draft.setting(path) ?? { path, label: path, group: "not in these settings", type: "number", schema: {} };
    const kinds = axisKinds(this.draft.root, this.family, setting);
    const change = (put) => this.put({ ...this.axes, [path]: put });
    const select = make("select", { class: "select", "aria-label": `${setting.label}: how values are chosen` }, ...kinds.map((each) => make("option", { value: each.kind }, each.title)));
    select.value = axis.kind;
    select.addEventListener("change", () => {
      change(converted(setting, this.axes[path], select.value));
      this.draw();
      this.list.querySelector(`[data-axis="${CSS.escape(path)}"] select`).focus();
    });
    const remove = make("button", { class: "button quiet small icon", type: "button", "aria-label": `Do not vary ${setting.label}`, title: "Do not vary this", onclick: () => this.remove(path) }, "×");
    const values = axis.kind === "choice" ? choiceValues(setting, axis, change) : this.interval(setting, path, kinds);
    return make("li", { class: "axis", "data-axis": path, "data-path": `${this.draft.part}.axes.${path}` },
      make("div", { class: "axis-head" }, make("span", { class: "axis-name" }, make("strong", {}, setting.label), make("span", { class: "muted small" }, setting.group)), kinds.length > 1 ? select : null, remove),
      values, make("p", { class: "field-problem", hidden: true }));
  }

  /** Low and high, and where a grid asks for it a number of points of this axis alone. */
  interval(setting, path, kinds) {
    const { schema } = kinds.find((each) => each.kind === this.axes[path].kind) ?? { schema: { properties: {} } };
    const names = ["low", "high", ...(this.draft.set.points === undefined ? [] : ["points"])].filter((name) => name in schema.properties);
    const words = { low: "from", high: "to", points: "points" };
    return make("div", { class: "axis-values" }, ...names.map((name) => {
      const input = make("input", {
        class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", "data-loc": `${this.draft.part}.axes.${path}.${name}`,
        placeholder: name === "points" ? "m" : null, "aria-label": `${setting.label}, ${words[name]}`,
        oninput: () => this.put({ ...this.axes, [path]: { ...this.axes[path], [name]: name === "points" && input.value.trim() === "" ? null : typed(input.value) } }),
      });
      input.value = this.axes[path][name] ?? "";
      return make("label", { class: "axis-end" }, make("span", { class: "muted small" }, words[name]), input);
    }));
  }
}

/** A few options to tick, or values to type. */
function choiceValues(setting, axis, change) {
  if (setting.type === "options") {
    const boxes = setting.options.map((option) => ({ option, box: make("input", { type: "checkbox" }) }));
    for (const { option, box } of boxes) box.checked = axis.values.some((value) => same(value, option.value));
    const told = () => change({ ...axis, values: boxes.filter(({ box }) => box.checked).map(({ option }) => option.value) });
    return make("div", { class: "chips", role: "group", "aria-label": `Values of ${setting.label}`, onchange: told },
      ...boxes.map(({ option, box }) => make("label", { class: "chip" }, box, make("span", {}, option.title))));
  }
  const input = make("input", {
    class: "input", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": `Values of ${setting.label}`,
    oninput: () => change({ ...axis, values: readValues(setting, input.value) }),
  });
  input.value = shownValues(setting, axis.values);
  const hint = setting.type === "layers" ? "Units of each layer; networks apart by semicolons: 4; 8, 8; none" : "Apart by commas";
  return make("div", { class: "axis-typed" }, input, make("span", { class: "muted small" }, hint));
}
