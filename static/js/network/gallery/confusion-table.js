// The table of what was taken for what: rows are the true classes, columns what the network says. Its cells are buttons.

import { make } from "../../elements.js";
import { percent, whole } from "../../numbers.js";
import { mistakes } from "./verdicts.js";

/** With more classes a table can no longer be read: the commonest mistakes are listed instead. */
const MOST_CLASSES = 16;
const MOST_MISTAKES = 12;
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class ConfusionTable {
  /** `choose({truth, said} | null)` is told which cell was clicked. */
  constructor(choose) {
    Object.assign(this, { choose, classes: [], cell: null, shares: false, cells: [] });
    this.element = make("div", { class: "confusion" });
  }

  show(found, classes, cell, shares) {
    Object.assign(this, { cell, shares });
    if (classes.join("\n") !== this.classes.join("\n") || !this.element.firstChild) this.build(classes);
    if (classes.length > MOST_CLASSES) this.list(found);
    else this.cells.forEach((row, truth) => row.forEach((button, said) => this.fill(button, found, truth, said)));
  }

  build(classes) {
    this.classes = classes;
    this.cells = [];
    if (classes.length > MOST_CLASSES) {
      this.buildList(classes);
      return;
    }
    const rows = classes.map((called, truth) => {
      this.cells.push(classes.map((_, said) => make("button", {
        class: "confusion-cell", type: "button", tabindex: truth + said === 0 ? "0" : "-1", "data-cell": `${truth},${said}`, onclick: () => this.toggle(truth, said),
      })));
      return make("tr", {}, make("th", { scope: "row" }, called), ...this.cells[truth].map((button, said) => make("td", { class: truth === said ? "is-right" : "is-wrong" }, button)));
    });
    const head = make("tr", {}, make("th", { scope: "col", class: "corner" }, "true ↓  said →"), ...classes.map((called) => make("th", { scope: "col" }, called)));
    const table = make("table", {}, make("caption", { class: "visually-hidden" }, "Confusion matrix: rows are the true classes, columns what the network says"), make("thead", {}, head), make("tbody", {}, ...rows));
    table.addEventListener("keydown", (event) => this.move(event));
    this.element.replaceChildren(table);
  }

  fill(button, { counts, totals }, truth, said) {
    const [count, total] = [counts[truth][said], totals[truth]];
    const pressed = String(this.cell?.truth === truth && this.cell?.said === said);
    if (button.ariaPressed !== pressed) button.setAttribute("aria-pressed", pressed);
    const key = `${count} ${total} ${this.shares}`;
    // A hundred cells, of which few change from one epoch to the next.
    if (button.dataset.key === key) return;
    button.dataset.key = key;
    const share = total ? count / total : 0;
    button.textContent = count === 0 ? "" : this.shares ? percent(share).replace(/\.\d/, "") : whole(count);
    // Its root: one mistake in a hundred is to be seen as well.
    button.style.setProperty("--strength", Math.sqrt(share).toFixed(3));
    button.setAttribute("aria-label", `true ${this.classes[truth]}, said ${this.classes[said]}: ${whole(count)} of ${whole(total)}`);
  }

  toggle(truth, said) {
    const again = this.cell?.truth === truth && this.cell?.said === said;
    this.choose(again ? null : { truth, said });
  }

  /** One cell takes part in the order of Tab; arrow keys go from cell to cell. */
  move(event) {
    const step = STEPS[event.key];
    const at = event.target.dataset.cell?.split(",").map(Number);
    if (!step || !at) return;
    event.preventDefault();
    const next = this.cells[at[0] + step[0]]?.[at[1] + step[1]];
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  /** The buttons stay: one that is pressed while the network trains must still be there when it is let go. */
  list(found) {
    const all = mistakes(found, MOST_MISTAKES);
    this.buttons.forEach((button, place) => {
      const mistake = all[place];
      button.parentElement.hidden = !mistake;
      if (!mistake) return;
      const { truth, said, count, share } = mistake;
      button.dataset.cell = `${truth},${said}`;
      button.replaceChildren(make("strong", {}, this.classes[truth]), " taken for ", make("strong", {}, this.classes[said]), make("span", { class: "muted" }, ` ${whole(count)}, ${percent(share)}`));
      button.setAttribute("aria-pressed", String(this.cell?.truth === truth && this.cell?.said === said));
    });
  }

  buildList(classes) {
    this.buttons = Array.from({ length: MOST_MISTAKES }, () => make("button", {
      class: "mistake", type: "button", onclick: ({ currentTarget }) => this.toggle(...currentTarget.dataset.cell.split(",").map(Number)),
    }));
    this.element.replaceChildren(make("p", { class: "muted small" }, `The commonest mistakes among ${classes.length} classes`),
      make("ol", { class: "mistakes" }, ...this.buttons.map((button) => make("li", { hidden: true }, button))));
  }
}
