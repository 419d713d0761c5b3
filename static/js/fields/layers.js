// The hidden layers, from the inputs to the outputs: add, remove, and set each one.

import { make } from "../elements.js";
import { defaultOf, resolve, same, variants } from "../schema.js";
import { frame } from "./frame.js";

export function layersField(form, schema, path) {
  const layer = resolve(form.root, schema.items);
  const list = make("ol", { class: "layers" });
  const add = make("button", { class: "button small", type: "button" }, "+ Add layer");
  const most = schema.maxItems ?? Infinity;
  const put = (layers) => {
    form.set(path, layers);
    draw();
    form.mark();
  };
  const draw = () => {
    const layers = form.get(path);
    list.replaceChildren(...layers.map((_, index) => row(form, layer, path, index, (at) => put(layers.filter((__, each) => each !== at)))));
    add.disabled = layers.length >= most;
    empty.hidden = layers.length > 0;
  };
  add.addEventListener("click", () => {
    const layers = form.get(path);
    put([...layers, structuredClone(layers[layers.length - 1] || defaultOf(form.root, layer))]);
    list.lastElementChild?.querySelector("input")?.focus();
  });
  const empty = make("p", { class: "field-note" }, "No hidden layer: a linear model.");
  const box = frame(schema, path, { input: add, below: make("div", {}, list, empty) });
  box.classList.add("layers-field");
  draw();
  return box;
}

function row(form, layer, path, index, remove) {
  const where = `${path}.${index}`;
  const units = unitsField(form, layer.properties.units, `${where}.units`, index);
  const activation = form.draw(resolve(form.root, layer.properties.activation), `${where}.activation`, { terse: true });
  activation.querySelector("select")?.setAttribute("aria-label", `Activation of layer ${index + 1}`);
  const gone = make("button", {
    class: "button quiet small icon", type: "button", "aria-label": `Remove layer ${index + 1}`, title: "Remove this layer", onclick: () => remove(index),
  }, "×");
  const more = moreFields(form, layer, where);
  const reveal = make("button", {
    class: "button quiet small icon", type: "button", "aria-label": `Dropout and normalization of layer ${index + 1}`, title: "Dropout and normalization",
    onclick: () => {
      more.hidden = !more.hidden;
      reveal.setAttribute("aria-expanded", String(!more.hidden));
    },
  }, "⋯");
  reveal.setAttribute("aria-expanded", String(!more.hidden));
  return make("li", { class: "layer" }, units, activation, reveal, gone, more);
}

/** Every other setting of a layer, in a row of its own; hidden while all are at their defaults. */
function moreFields(form, layer, where) {
  const names = Object.keys(layer.properties).filter((name) => name !== "units" && name !== "activation");
  const inner = (name) => resolve(form.root, layer.properties[name]);
  const plain = names.every((name) => same(form.get(`${where}.${name}`), inner(name).default));
  return make("div", { class: "layer-more", hidden: plain }, ...names.map((name) => form.draw(inner(name), `${where}.${name}`)));
}

function unitsField(form, schema, path, index) {
  const field = form.draw(schema, path, { plain: true });
  const box = field.querySelector("input");
  box.setAttribute("aria-label", `Units of layer ${index + 1}`);
  const step = (change) => {
    const value = Number(form.get(path));
    if (!Number.isFinite(value)) return;
    const next = Math.min(schema.maximum, Math.max(schema.minimum, value + change));
    form.set(path, next);
    box.value = next;
  };
  const button = (text, change, name) => make("button", {
    class: "button quiet small icon", type: "button", "aria-label": `${name} unit in layer ${index + 1}`, onclick: () => step(change),
  }, text);
  box.before(button("−", -1, "One less"));
  box.after(button("+", 1, "One more"));
  return field;
}

/** A number box without slider, for tight places; "+" and "−" stand beside it. */
export function plainNumber(form, schema, path) {
  const box = make("input", { class: "input number", type: "text", inputmode: "numeric", autocomplete: "off" });
  box.value = form.get(path);
  box.addEventListener("input", () => form.set(path, box.value.trim() !== "" && Number.isFinite(Number(box.value)) ? Number(box.value) : box.value));
  return frame(schema, path, { input: make("span", { class: "stepper" }, box), title: "Units" });
}

/** Whether a schema is a list of layers. */
export function isLayers(root, schema) {
  const items = schema.type === "array" && schema.items && resolve(root, schema.items);
  return Boolean(items?.properties?.activation && variants(root, items.properties.activation));
}
