// What the student looks at: the unit or link under the pointer or the keyboard's focus, or the one that was pinned; and
// the line below the picture that tells about it.

import { make } from "../../elements.js";
import { figure, whole } from "../../numbers.js";
import { nearest, onBias } from "./geometry.js";
import { placeOf } from "./links.js";
import { nameOf } from "./nodes.js";
import { WeightEditor } from "./weight-editor.js";

const FINGERS = window.matchMedia("(pointer: coarse)");
const REACH = { mouse: 8, pen: 12, touch: 22 };

export class Looking {
  constructor(diagram) {
    Object.assign(this, { diagram, pinned: null, at: null, link: null, message: "" });
    const { ground, nodes, element, desk, stage } = diagram;
    this.words = make("p", { class: "net-words" });
    this.list = make("button", { class: "button small", type: "button", hidden: true, onclick: () => this.listWeights() }, desk.readOnly ? "Its weights" : "Type its weights");
    this.element = make("div", { class: "net-line" }, this.words, this.list);
    this.editor = new WeightEditor(element, desk, stage, (unit) => this.nameAt(unit));
    ground.addEventListener("pointermove", (event) => this.moved(event));
    ground.addEventListener("pointerleave", () => this.left());
    ground.addEventListener("click", (event) => this.clicked(event));
    nodes.element.addEventListener("focusin", (event) => this.lookAt(event.target.closest("button")));
    nodes.element.addEventListener("focusout", () => this.left());
    nodes.element.addEventListener("keydown", (event) => this.keyed(event));
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.unpin(event));
  }

  moved(event) {
    if (event.pointerType === "touch") return;
    const square = event.target.closest("button");
    if (square) this.lookAt(square);
    else this.lookAtLink(this.linkAt(event));
  }

  left() {
    this.message = "";
    this.at = null;
    this.link = null;
    this.tell();
  }

  lookAt(square) {
    const at = square && square.node.more === undefined ? square : null;
    if (at !== this.at) this.message = "";
    this.link = null;
    this.at = at;
    this.tell();
  }

  lookAtLink(link) {
    if (link === this.link && !this.at) return;
    this.message = "";
    this.at = null;
    this.link = link;
    this.tell();
  }

  linkAt(event) {
    if (!this.diagram.known) return null;
    const { left, top } = this.diagram.ground.getBoundingClientRect();
    return nearest(this.diagram.wires.drawn.filter(({ input }) => input !== null), event.clientX - left, event.clientY - top, REACH[event.pointerType] ?? REACH.mouse);
  }

  /** A click beside all squares: on a link, its weight can be typed; elsewhere nothing stays pinned. */
  clicked(event) {
    if (event.target.closest("button")) return;
    const link = this.linkAt(event);
    if (!link) {
      this.unpin();
      return;
    }
    this.lookAtLink(link);
    this.editor.open(this.titleOf(link), [link], { x: event.clientX, y: event.clientY });
  }

  /** A click on a unit pins it or lets it go; on its corner, its bias can be typed. */
  press(element, event) {
    const { node } = element;
    const { left, top } = this.diagram.ground.getBoundingClientRect();
    if (this.diagram.known && node.layer > 0 && event.detail > 0 && onBias(node.place, event.clientX - left, event.clientY - top)) {
      this.editor.open(`Bias of ${nameOf(node)}`, [{ ...node, input: null }], { x: event.clientX, y: event.clientY }, element);
      return;
    }
    this.pinned = this.pinned === node.key ? null : node.key;
    this.lookAt(element);
  }

  keyed(event) {
    const square = event.target.closest("button");
    if (event.key !== "Enter" || !square?.matches(".net-unit, .net-output")) return;
    event.preventDefault();
    this.listWeights(square);
  }

  /** All weights that lead into the unit on show. */
  listWeights(square = this.square) {
    if (!this.diagram.known || !this.diagram.stage.weights || !square) return;
    const { right, top } = square.getBoundingClientRect();
    this.editor.openUnit(square.node, { x: right, y: top }, square);
  }

  unpin(event) {
    if (!this.pinned) return;
    event?.preventDefault();
    this.pinned = null;
    this.left();
  }

  /** The square on show: under the pointer, focused or pinned. */
  get square() {
    return this.at ?? (this.pinned ? this.diagram.nodes.get(this.pinned) ?? null : null);
  }

  /** After the picture was arranged anew: what is gone is not looked at any more. */
  renew() {
    if (this.at && !this.at.isConnected) this.at = null;
    if (this.pinned && !this.diagram.nodes.get(this.pinned)) this.pinned = null;
    this.link = null;
    this.tell();
  }

  tell() {
    const { square, link } = this;
    const { stage, nodes, wires, columns, known } = this.diagram;
    const node = square?.node;
    const alone = node?.kind === "output" && columns.at(-1).total === 1;
    // While another network is on its way, the stage still holds the one before.
    if (known) stage.setFocus(node && node.unit !== null && !alone ? { layer: node.layer, unit: node.unit } : null);
    wires.light(link ? { key: link.key } : square ? { node: node.key } : null);
    for (const each of nodes.all()) {
      each.toggleAttribute("data-lit", each === square);
      if (each.matches(".net-unit, .net-output, .net-made")) each.setAttribute("aria-pressed", String(each.node.key === this.pinned));
    }
    this.diagram.painting.look();
    this.list.hidden = !this.pinned || !square || !(node.layer > 0) || !this.diagram.known;
    this.follow();
  }

  /** The figures in the line, with the newest weights. */
  follow() {
    this.words.textContent = this.sentence();
    this.editor.follow();
  }

  /** Shows a sentence until something else is looked at. */
  say(words) {
    this.message = words;
    this.follow();
  }

  valueOf(parameter) {
    const { scene, weights } = this.diagram.stage;
    if (!this.diagram.known || !weights) return "–";
    const value = weights[placeOf(scene.layers, parameter)];
    return value === 0 ? "0" : figure(value).replace("-", "−");
  }

  titleOf(link) {
    return `From ${this.nameAt({ layer: link.layer - 1, unit: link.input })} to ${this.nameAt(link)}`;
  }

  sentence() {
    const { square, link, message } = this;
    if (message) return message;
    if (link) return `${this.titleOf(link)}: weight ${this.valueOf(link)}`;
    if (square) return this.about(square.node);
    const { wires, desk } = this.diagram;
    const missing = wires.missing ? ` Lines: ${wires.missing}.` : "";
    const [point, click] = FINGERS.matches ? ["Tap", "tap"] : ["Point at", "click"];
    const keep = FINGERS.matches ? "" : ", click to keep it";
    const hint = desk.readOnly ? `${point} a unit to see it large.` : `${point} a unit to see it large${keep}; ${click} a line or a unit's corner to type its number.`;
    return `${hint}${missing}`;
  }

  about(node) {
    const name = nameOf(node);
    const start = name[0].toUpperCase() + name.slice(1);
    if (node.kind === "inputs" && !node.on) return `${start}: off`;
    if (node.layer === 0) return start;
    const { scene } = this.diagram.stage;
    const weights = this.diagram.known ? `, ${whole(scene.layers[node.layer - 1].fan_in)} weights in` : "";
    const { low, high } = this.diagram.stage.maps?.ranges[node.layer]?.[node.unit] ?? {};
    const flat = low === high && low !== undefined ? " · says the same everywhere" : "";
    return `${start}: bias ${this.valueOf({ ...node, input: null })}${weights}${flat}${this.pinned === node.key ? " · kept on show, Escape lets go" : ""}`;
  }

  /** A unit, an output or an input in words. */
  nameAt({ layer, unit }) {
    const column = this.diagram.columns.find((each) => each.layer === layer && (layer > 0 || each.kind !== "inputs" || each.nodes.some((node) => node.unit !== null)));
    const node = column?.nodes.find((each) => each.unit === unit);
    if (node) return nameOf({ ...node, kind: column.kind });
    if (layer === 0) return `input ${this.diagram.stage.scene?.inputs[unit] ?? unit + 1}`;
    return nameOf({ kind: column?.kind ?? "hidden", layer, unit, label: unit });
  }
}
