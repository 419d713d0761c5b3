// A small card to read and type weights: one weight, one bias, or all that lead into a unit.

import { make } from "../../elements.js";
import { figure, typed } from "../../numbers.js";
import { parameterOf, placeOf } from "./links.js";

/** The most weights listed for one unit; of more, those of the largest size. */
const LISTED = 40;

export class WeightEditor {
  /** `nameOf({layer, unit})` names a unit or an input in words. */
  constructor(host, desk, stage, nameOf) {
    Object.assign(this, { host, desk, stage, nameOf, card: null, rows: [] });
    document.addEventListener("pointerdown", (event) => {
      if (this.card && !this.card.contains(event.target)) this.close();
    });
  }

  /** `parameters`: [{layer, unit, input}], input null for a bias; `anchor`: where the card belongs, in the window. */
  open(title, parameters, anchor, from) {
    this.close();
    this.from = from;
    this.rows = parameters.map((parameter) => this.row(parameter, parameters.length > 1));
    this.problem = make("p", { class: "net-problem", role: "alert", hidden: true });
    this.card = make("div", { class: "net-editor", role: "dialog", "aria-label": title, tabindex: "-1" },
      make("div", { class: "net-editor-head" }, make("h3", {}, title), make("button", { class: "button quiet small icon", type: "button", "aria-label": "Close", onclick: () => this.close(true) }, "×")),
      make("div", { class: "net-editor-rows" }, ...this.rows.map(({ element }) => element)),
      this.problem,
      this.closer(parameters[0]),
      this.desk.readOnly ? null : make("p", { class: "muted small" }, "Enter sets the number."));
    this.card.addEventListener("keydown", (event) => this.pressed(event));
    this.host.append(this.card);
    this.follow();
    place(this.card, anchor);
    (this.rows[0]?.box ?? this.card).focus({ preventScroll: true });
    this.rows[0]?.box?.select();
  }

  /** All that leads into a unit: its bias first, then its weights. */
  openUnit({ layer, unit }, anchor, from) {
    const { fan_in: fanIn } = this.stage.scene.layers[layer - 1];
    const size = (input) => Math.abs(this.stage.weights[placeOf(this.stage.scene.layers, { layer, unit, input })]);
    let inputs = Array.from({ length: fanIn }, (_, input) => input);
    if (fanIn > LISTED) inputs = inputs.sort((one, other) => size(other) - size(one)).slice(0, LISTED);
    const title = `${capital(this.nameOf({ layer, unit }))}${fanIn > LISTED ? `, the ${LISTED} largest of ${fanIn.toLocaleString("en")} weights` : ""}`;
    this.open(title, [null, ...inputs].map((input) => ({ layer, unit, input })), anchor, from);
  }

  /** A button that puts it under the microscope, where the page has one. */
  closer(parameter) {
    if (!document.querySelector("[data-microscope]")?.offsetParent) return null; // a lesson may hide it
    const look = () => {
      this.close();
      document.dispatchEvent(new CustomEvent("lookclosely", { detail: parameter }));
    };
    return make("button", { class: "button small", type: "button", "data-look-closely": true, onclick: look }, "Under the microscope");
  }

  row(parameter, several) {
    const name = parameter.input === null ? "bias" : `from ${this.nameOf({ layer: parameter.layer - 1, unit: parameter.input })}`;
    const label = several ? name : parameter.input === null ? "Bias" : "Weight";
    if (this.desk.readOnly) {
      const output = make("output", {});
      return { parameter, output, element: make("p", { class: "net-editor-row" }, make("span", {}, label), output) };
    }
    const box = make("input", { class: "input number", type: "text", inputmode: "decimal", autocomplete: "off", "data-parameter": parameterOf(parameter) });
    const row = { parameter, box, element: null };
    box.addEventListener("keydown", (event) => this.typedIn(event, row));
    box.addEventListener("input", () => { row.sent = undefined; });
    box.addEventListener("change", () => this.send(row));
    row.element = make("label", { class: "net-editor-row" }, make("span", {}, label), box);
    return row;
  }

  typedIn(event, row) {
    if (event.key === "Enter") this.send(row);
    const change = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!change) return;
    event.preventDefault();
    row.box.value = String(Number(((Number(typed(row.box.value)) || 0) + change * (event.shiftKey ? 1 : 0.1)).toPrecision(6)));
    this.send(row);
  }

  async send(row) {
    const value = typed(row.box.value);
    if (value === row.sent || value === row.shown) return;
    if (typeof value !== "number") return this.refuse(row, "Type a number, such as 0.5 or −2.");
    row.sent = value;
    this.problem.hidden = true;
    row.box.removeAttribute("aria-invalid");
    const { scene } = this.stage;
    try {
      await this.desk.edit(parameterOf(row.parameter), value, this.stage);
      this.putOnShow(row.parameter, value, scene);
    } catch (refused) {
      if (!refused.problems) throw refused;
      row.sent = undefined;
      this.refuse(row, refused.message);
    }
    return undefined;
  }

  /** The picture has the number at once; a network that trains has it from its next epoch on. */
  putOnShow(parameter, value, typedFor) {
    const { scene, weights, epoch, travelled } = this.stage;
    // Another network, or another epoch, may have come on show while the server was asked.
    if (scene !== typedFor || !weights || travelled !== null) return;
    const changed = weights.slice();
    changed[placeOf(scene.layers, parameter)] = value;
    this.stage.setFrame({ epoch, weights: changed });
  }

  refuse(row, words) {
    row.box.setAttribute("aria-invalid", "true");
    this.problem.textContent = words;
    this.problem.hidden = false;
  }

  /** New weights: every number that is not being typed follows. */
  follow() {
    const { scene, weights } = this.stage;
    if (!this.card || !scene || !weights) return;
    for (const row of this.rows) {
      const value = weights[placeOf(scene.layers, row.parameter)];
      if (row.output) row.output.textContent = figure(value).replace("-", "−");
      else if (document.activeElement !== row.box || row.shown === undefined) {
        row.shown = Number(value.toPrecision(4));
        row.box.value = String(row.shown);
      }
    }
  }

  pressed(event) {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.close(true);
  }

  close(back = false) {
    this.card?.remove();
    this.card = null;
    this.rows = [];
    if (back) this.from?.focus?.({ preventScroll: true });
  }
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** Beside the anchor, within the window. */
function place(card, { x, y }) {
  const { width, height } = card.getBoundingClientRect();
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
  card.style.left = `${Math.max(8, Math.min(x + 14, room.width - width - 8))}px`;
  card.style.top = `${Math.max(8, Math.min(y - 20, room.height - height - 8))}px`;
}
