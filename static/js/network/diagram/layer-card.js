// What stands above a hidden layer: how many units, which function, dropout and normalization, and how to remove it.

import { make } from "../../elements.js";
import { defaultOf, labelOf, resolve, variants } from "../../schema.js";

export class LayerCard {
  /** `root`: the schema of the spec; `desk` takes the changes; `remove` takes the layer away. */
  constructor(root, desk, index, remove) {
    Object.assign(this, { root, desk, path: `network.hidden.${index}`, number: index + 1 });
    this.schema = resolve(root, resolve(root, resolve(root, root.properties.network).properties.hidden).items);
    this.remembered = new Map();
    this.element = make("div", { class: "net-card" });
    this.body = make("div", { class: "net-controls", role: "group", "aria-label": `Layer ${this.number}` }, make("h3", { class: "net-card-title" }, `Layer ${this.number}`));
    this.tab = make("button", { class: "net-tab", type: "button", "aria-expanded": "false" });
    this.element.append(this.body);
    if (desk.readOnly) this.facts = this.body.appendChild(make("p", { class: "net-facts" }));
    else this.body.append(...this.controls(remove));
  }

  /** On a phone the card is a tab, and its controls stand in the sheet while it is open. Null: they stand in the card. */
  fold(sheet, open) {
    const [here, there] = sheet ? [this.tab, open ? sheet : null] : [this.body, this.element];
    if (this.element.firstElementChild !== here) this.element.replaceChildren(here);
    if (sheet && there && this.body.parentElement !== there) there.append(this.body);
    if (sheet && !there && this.body.parentElement === sheet) this.body.remove();
    this.tab.setAttribute("aria-expanded", String(Boolean(open)));
  }

  controls(remove) {
    const { number } = this;
    const gone = make("button", { class: "net-remove", type: "button", "aria-label": `Remove layer ${number}`, title: "Remove this layer", onclick: remove }, "×");
    const step = (text, change, words) => make("button", {
      class: "net-step", type: "button", "aria-label": `${words} unit in layer ${number}`, onclick: () => this.stepUnits(change),
    }, text);
    this.fewer = step("−", -1, "One less");
    this.more = step("+", 1, "One more");
    this.units = make("input", { class: "net-count", type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": `Units of layer ${number}`, onchange: () => this.typeUnits() });
    // A number that is being typed stays, whatever else is drawn anew meanwhile.
    this.units.addEventListener("input", () => { this.typing = true; });
    this.units.addEventListener("blur", () => { this.typing = false; });
    this.units.addEventListener("keydown", (event) => this.arrowUnits(event));
    this.activation = this.choice("Activation", variants(this.root, this.inner("activation")).map(({ kind, title }) => [kind, title]), (kind) => this.chooseActivation(kind));
    this.dropout = this.choice("Dropout", this.inner("dropout")["x-choices"].map((p) => [p, p ? `drop ${p}` : "no dropout"]), (p) => this.set("dropout", Number(p)), true);
    this.normalization = this.choice("Normalization", this.inner("normalization").enum.map((kind) => [kind, kind === "none" ? "no norm" : `${labelOf(this.inner("normalization"), kind)} norm`]), (kind) => this.set("normalization", kind), true);
    return [gone, make("div", { class: "net-units" }, this.fewer, this.units, this.more), this.activation, this.dropout, this.normalization];
  }

  /** What the keyboard comes to when another layer is gone. */
  get first() {
    return this.tab.isConnected ? this.tab : this.units;
  }

  gone() {
    this.element.remove();
    this.body.remove();
  }

  inner(name) {
    return resolve(this.root, this.schema.properties[name]);
  }

  choice(name, options, choose, quiet = false) {
    const select = make("select", { class: `net-choice${quiet ? " quiet" : ""}`, "aria-label": `${name} of layer ${this.number}`, "data-setting": name.toLowerCase() },
      ...options.map(([value, text]) => make("option", { value }, text)));
    select.addEventListener("change", () => choose(select.value));
    return select;
  }

  set(name, value) {
    this.desk.set(`${this.path}.${name}`, value);
  }

  stepUnits(change) {
    const { minimum, maximum } = this.inner("units");
    this.set("units", Math.min(maximum, Math.max(minimum, this.layer.units + change)));
  }

  typeUnits() {
    this.typing = false;
    const { minimum, maximum } = this.inner("units");
    const units = Math.round(Number(this.units.value));
    if (this.units.value.trim() === "" || !Number.isFinite(units)) this.units.value = this.layer.units;
    else this.set("units", Math.min(maximum, Math.max(minimum, units)));
  }

  arrowUnits(event) {
    const change = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!change) return;
    event.preventDefault();
    this.typing = false;
    this.stepUnits(change);
  }

  /** Another function with the settings that it had when it was chosen last. */
  chooseActivation(kind) {
    this.remembered.set(this.layer.activation.kind, this.layer.activation);
    const member = variants(this.root, this.inner("activation")).find((each) => each.kind === kind);
    this.set("activation", this.remembered.get(kind) ?? { ...defaultOf(this.root, member.schema), kind });
  }

  show(layer) {
    this.layer = layer;
    this.tab.replaceChildren(make("span", {}, `Layer ${this.number}`), make("strong", {}, `${layer.units} ${this.titleOf(layer.activation)}`));
    if (this.facts) return this.tell(layer);
    const { minimum, maximum } = this.inner("units");
    if (!this.typing) this.units.value = layer.units;
    this.fewer.disabled = layer.units <= minimum;
    this.more.disabled = layer.units >= maximum;
    this.activation.value = layer.activation.kind;
    offer(this.dropout, layer.dropout ?? 0, `drop ${layer.dropout}`);
    this.normalization.value = layer.normalization ?? "none";
    this.dropout.classList.toggle("is-set", layer.dropout > 0);
    this.normalization.classList.toggle("is-set", this.normalization.value !== "none");
    return undefined;
  }

  titleOf({ kind }) {
    return variants(this.root, this.inner("activation")).find((each) => each.kind === kind)?.title ?? kind;
  }

  tell({ units, activation, dropout, normalization }) {
    const title = this.titleOf(activation);
    const extras = [dropout ? `dropout ${dropout}` : "", normalization && normalization !== "none" ? `${normalization} norm` : ""];
    this.facts.replaceChildren(...[`${units} ${title}`, ...extras].filter(Boolean).map((text) => make("span", {}, text)));
  }
}

/** Selects a value; one that is not offered yet is added. */
function offer(select, value, text) {
  const listed = [...select.options].some((option) => Number(option.value) === value);
  if (!listed) select.append(make("option", { value }, text));
  select.value = String(value);
}
