// Which students are shown, and who comes first.

import { make } from "../elements.js";
import { retell } from "../retold.js";
import { choose, chosen } from "./choices.js";
import { FILTERS, filtersFor } from "./rows.js";

export class FilterBar {
  constructor(bar, select, changed) {
    const known = FILTERS.some(([name]) => name === chosen("show"));
    Object.assign(this, { bar, select, filter: known ? chosen("show") : "all" });
    const usual = select.options[0].value;
    if ([...select.options].some(({ value }) => value === chosen("order"))) select.value = chosen("order");
    bar.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-filter]");
      if (!button) return;
      this.filter = button.dataset.filter;
      choose("show", this.filter, "all");
      changed();
    });
    select.addEventListener("change", () => {
      choose("order", select.value, usual);
      changed();
    });
  }

  /** Shows how many are meant by each filter; returns what is chosen. */
  show(rows) {
    retell(this.bar, filtersFor(rows, this.filter).map(({ name, title, count, pressed }) => make("button", {
      class: "button small", type: "button", "data-filter": name, "data-key": name, "aria-pressed": String(pressed),
    }, `${title} `, make("span", { class: "wall-count" }, String(count)))));
    return { filter: this.filter, order: this.select.value };
  }
}
