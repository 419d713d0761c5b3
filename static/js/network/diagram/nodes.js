// The squares of the picture: tiles and columns that can be switched, units, outputs. Each keeps its element while it lives.

import { make } from "../../elements.js";
import { count, whole } from "../../numbers.js";

export class Nodes {
  /** `element`: the ground that the squares stand on. */
  constructor(element) {
    this.element = element;
    this.made = new Map();
  }

  /** Puts a square for every node of the columns into its place, and takes away those that are gone. */
  show(columns, places, { readOnly }) {
    const keep = new Set();
    columns.forEach((column, index) => {
      for (const node of column.nodes) keep.add(this.place(column, node, places.nodes.get(node.key), readOnly));
      const more = moreNode(column, places.more[index]);
      if (more) keep.add(this.place(column, more, more.place, readOnly));
    });
    for (const [key, element] of this.made) {
      if (keep.has(key)) continue;
      element.remove();
      this.made.delete(key);
    }
    this.inOrder(columns);
  }

  place(column, node, place, readOnly) {
    const shape = shapeOf(column, node, readOnly);
    let element = this.made.get(node.key);
    if (element?.dataset.shape !== shape) {
      element?.remove();
      element = draw(shape, node);
      element.dataset.shape = shape;
      this.made.set(node.key, element);
      this.element.append(element);
    }
    element.node = { ...node, kind: column.kind, place };
    element.dataset.layer = node.layer;
    element.classList.toggle("is-small", place.width < 30);
    element.style.width = `${place.width}px`;
    element.style.height = `${place.height}px`;
    element.style.transform = `translate(${place.x - place.width / 2}px, ${place.y - place.height / 2}px)`;
    describe(element, column, node);
    return node.key;
  }

  /** The order in which keys and readers meet the squares is that of the columns. */
  inOrder(columns) {
    const order = columns.flatMap((column) => [...column.nodes.map(({ key }) => key), `more.${column.kind}.${column.layer}`]);
    let before = null;
    for (const key of order) {
      const element = this.made.get(key);
      if (!element) continue;
      if (element.previousElementSibling !== before) (before ? before.after(element) : this.element.prepend(element));
      before = element;
    }
  }

  get(key) {
    return this.made.get(key);
  }

  all() {
    return [...this.made.values()];
  }
}

function moreNode(column, place) {
  if (!place || (!column.hidden && !column.whole)) return null;
  return { key: `more.${column.kind}.${column.layer}`, layer: column.layer, more: column.hidden, place: { ...place, width: 72, height: 26 } };
}

function shapeOf(column, node, readOnly) {
  if (node.more !== undefined) return "more";
  if (column.style === "image" || column.style === "signal") return column.style;
  if (column.kind === "inputs") return `${column.style === "list" ? "column" : "tile"}${readOnly ? " fixed" : ""}`;
  return column.kind === "made" ? "made" : column.kind === "output" ? "output" : "unit";
}

function draw(shape, node) {
  if (shape === "more") return make("button", { class: "net-more", type: "button", "data-key": node.key });
  const moves = shape === "unit" || shape === "output";
  // What changes with every frame is painted on the sheet below; here is its frame.
  const picture = moves ? make("span", { class: "net-square" }) : make("canvas", { width: 1, height: 1, "aria-hidden": "true" });
  const label = make("span", { class: "net-label" });
  if (shape === "image" || shape === "signal") return make("div", { class: `net-node net-${shape}`, "data-key": node.key, role: "img" }, picture);
  const bias = moves ? make("span", { class: "net-bias", "aria-hidden": "true" }) : null;
  return make("button", { class: `net-node net-${shape.replace(" ", " is-")}`, type: "button", "data-key": node.key, tabindex: "-1" }, picture, label, bias);
}

function describe(element, column, node) {
  if (node.more !== undefined) {
    element.textContent = column.whole ? "show fewer" : `… ${whole(node.more)} more`;
    element.setAttribute("aria-label", column.whole ? `Show fewer of ${title(column)}` : `Show all ${whole(column.total || column.nodes.length + node.more)} of ${title(column)}`);
    return;
  }
  if (element.tagName === "DIV") {
    element.setAttribute("aria-label", column.style === "image" ? `An image of ${count(column.total, "pixel")}` : `A clip of ${count(column.total, "number")}`);
    return;
  }
  element.querySelector(".net-label").textContent = node.label ?? "";
  if (column.kind === "inputs") {
    element.setAttribute("aria-pressed", String(node.on));
    element.setAttribute("aria-label", `Input ${node.label}`);
    element.title = node.label;
  } else element.setAttribute("aria-label", nameOf({ ...node, kind: column.kind }));
}

function title(column) {
  return { inputs: "the inputs", made: "the inputs", output: "the outputs" }[column.kind] ?? `layer ${column.layer}`;
}

/** A unit in words: "unit 3 of layer 1", "output 7", "input x₁". */
export function nameOf({ kind, layer, unit, label }) {
  if (kind === "output") return `output ${label}`;
  return kind === "hidden" ? `unit ${unit + 1} of layer ${layer}` : `input ${label}`;
}
