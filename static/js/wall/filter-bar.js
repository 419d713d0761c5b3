// Which students are shown, and who comes first.

import { make } from "../elements.js";
import { retell } from "../retold.js";
import { filtersFor } from "./rows.js";

export class FilterBar {
  constructor(bar, select, changed) {
    Object.assign(this, { bar, select, filter: "all" });
    bar.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-filter]");
      if (!button) return;
      this.filter = button.dataset.filter;
      changed();
    });
    select?.addEventListener("change", () => changed());
  }

  /** Shows how many are meant by each filter; returns what is chosen. */
  show(rows) {
    retell(this.bar, filtersFor(rows, this.filter).map(({ name, title, count, pressed }) => make("button", {
      class: "button small", type: "button", "data-filter": name, "data-key": name, "aria-pressed": String(pressed),
    }, `${title} `, make("span", { class: "wall-count" }, String(count)))));
    return { filter: this.filter, order: this.select?.value ?? "name" };
  }
}
