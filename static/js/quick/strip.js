// The few settings that one changes all the time, in a line below Train. They show and set the spec of the form:
// nothing is kept here.

import { make } from "../elements.js";
import { at, defaultOf, resolve, schemaAt, variants } from "../schema.js";
import { activationOf, OFF, penaltyOf, withActivation, withPenalty, withValue } from "./values.js";

const FIRST_RATE = 0.01;
const OTHER = "other …";

export class Strip {
  /** `open(path)` brings a setting of the whole form into sight. */
  constructor(element, form, open) {
    Object.assign(this, { element, form, open });
    this.controls = [this.rate(), this.optimizer(), this.activation(), this.penalty(), this.penaltyRate(), this.batch(), this.problem()];
    element.replaceChildren(...this.controls.map((control) => control.element));
    form.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    for (const control of this.controls) control.show();
  }

  /** One list; `now()` returns {value, options: [[value, text]], disabled}, `put(value)` sets what was picked. */
  list(name, title, hint, now, put) {
    const id = `quick-${name}`;
    const select = make("select", { class: "select", id, title: hint });
    const show = () => {
      const { value, options, disabled = false } = now();
      const told = JSON.stringify(options);
      if (told !== select.told) select.replaceChildren(...options.map(([each, text]) => make("option", { value: String(each) }, text)));
      select.told = told;
      select.value = String(value);
      select.disabled = disabled;
    };
    select.addEventListener("change", () => {
      put(now().options.find(([each]) => String(each) === select.value)[0]);
      show();
    });
    return { element: make("div", { class: "quick", "data-quick": name }, make("label", { class: "quick-label", for: id }, title), select), show };
  }

  /** A number with the sensible values of its schema; any other one is typed in the whole form. */
  number(name, title, hint, path) {
    return this.list(name, title, hint, () => {
      const value = this.form.get(path);
      const schema = schemaAt(this.form.root, this.form.value, path);
      if (value === undefined || !schema) return { value: "", options: [["", "by itself"]], disabled: true };
      return { value, options: [...withValue(schema["x-choices"] ?? [], value).map((each) => [each, String(each)]), [OTHER, OTHER]] };
    }, (value) => (value === OTHER ? this.open(path) : this.form.place(path, value)));
  }

  rate() {
    const { element, show } = this.number("learning_rate", "Learning rate", "The size of a step; acts at once, even while training", "optimizer.learning_rate");
    const icon = document.querySelector("[data-find-icon]").content.cloneNode(true);
    this.finder = make("button", { class: "button icon", type: "button", title: "Find a learning rate: the range test", "aria-label": "Find a learning rate" }, icon);
    const select = element.querySelector("select");
    const row = make("span", { class: "with-find" });
    select.replaceWith(row);
    row.append(select, this.finder);
    return { element, show };
  }

  batch() {
    return this.number("batch", "Batch size", "Samples per update; acts at once, even while training", "batch.size");
  }

  family(name, title, hint, schema, kind, put) {
    const members = variants(this.form.root, schema);
    return this.list(name, title, hint, () => ({
      value: kind() ?? "",
      options: [...(kind() === null ? [["", "no hidden layer"]] : kind() === "mixed" ? [["mixed", "mixed"]] : []), ...members.map((each) => [each.kind, each.title])],
      disabled: kind() === null,
    }), (picked) => {
      const member = members.find((each) => each.kind === picked);
      if (member) put({ ...defaultOf(this.form.root, member.schema), kind: member.kind });
    });
  }

  optimizer() {
    const { form } = this;
    return this.family("optimizer", "Optimizer", "How gradients become changes of the weights", form.root.properties.optimizer,
      () => form.value.optimizer.kind, (value) => form.place("optimizer", value));
  }

  activation() {
    const { form } = this;
    const layer = resolve(form.root, schemaAt(form.root, form.value, "network.hidden").items);
    return this.family("activation", "Activation", "Of all hidden layers; each may have its own", layer.properties.activation,
      () => activationOf(form.value), (value) => form.place("network.hidden", withActivation(form.value, value)));
  }

  penalty() {
    const { form } = this;
    return this.list("regularization", "Regularization", "A penalty on large weights", () => {
      const { kind } = penaltyOf(form.value);
      return { value: kind, options: [[OFF, "None"], ["l1", "L1"], ["l2", "L2"], ...(kind === "both" ? [["both", "L1 and L2"]] : [])] };
    }, (kind) => form.place("regularization", withPenalty(form.value, kind, penaltyOf(form.value).rate || FIRST_RATE)));
  }

  penaltyRate() {
    const { form } = this;
    return this.list("regularization_rate", "Regularization rate", "How strong the penalty is; acts at once, even while training", () => {
      const { kind, rate } = penaltyOf(form.value);
      const choices = at(schemaAt(form.root, form.value, "regularization.l2"), "x-choices") ?? [];
      return { value: rate, options: withValue(choices, rate).map((each) => [each, String(each)]), disabled: kind === OFF };
    }, (rate) => form.place("regularization", withPenalty(form.value, penaltyOf(form.value).kind, rate)));
  }

  problem() {
    const { form } = this;
    const remembered = new Map();
    return this.list("problem", "Problem", "What the network is to find: a class or a number", () => ({
      value: form.dataset()?.task, options: [["classification", "Classification"], ["regression", "Regression"]],
    }), (task) => {
      remembered.set(form.dataset()?.task, form.value.data.dataset);
      form.chooseDataset(remembered.get(task) ?? form.datasets.find((each) => each.task === task).name);
    });
  }
}
