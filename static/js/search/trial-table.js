// The table of trials: two or two thousand, of which only the rows in view are in the page. It sorts, searches and pins.

import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { whole } from "../numbers.js";
import { retell } from "../retold.js";
import { mark, sharePointing } from "./pointing.js";
import { filterOf, pinnedFirst, sorted, windowOf } from "./trial-order.js";
import { drawRow } from "./trial-row.js";

export class TrialTable {
  /** `element` holds [data-runs=head], body and count, the scrolled region and the search; `pin(number)` is called by its stars. */
  constructor(element, { pin }) {
    const find = (name) => element.querySelector(`[data-runs="${name}"]`);
    Object.assign(this, { element, scroll: find("scroll"), head: find("head"), body: find("body"), count: find("count"), search: find("search") });
    Object.assign(this, { trials: [], columns: [], ordered: [], chosen: null, rowHeight: 36, sort: null });
    this.drawRows = oncePerFrame(() => this.rows());
    this.scroll.addEventListener("scroll", this.drawRows, { passive: true });
    new ResizeObserver(this.drawRows).observe(this.scroll);
    this.search.addEventListener("input", () => this.arrange());
    this.head.addEventListener("click", ({ target }) => this.sortBy(target.closest("[data-sort]")?.dataset.sort));
    this.body.addEventListener("click", ({ target }) => {
      const star = target.closest("[data-pin]");
      if (star) pin(Number(star.dataset.pin));
    });
    sharePointing(this.body);
  }

  /** `look`: {leader, pinned, praise, shown, average, listed}; `average`: the trial of an ensemble's average, always above the others. */
  show(trials, columns, look) {
    Object.assign(this, { trials, columns, look });
    this.element.classList.toggle("is-long", trials.length > 8);
    this.arrange();
  }

  get sorting() {
    // Many trials are looked at for the best of them, a few as they were listed.
    const byBest = this.trials.length > 8 && this.columns.find(({ which }) => which === "best");
    return this.sort ?? (byBest ? { key: byBest.key, descending: !byBest.down } : { key: "number", descending: false });
  }

  /** The best first, then the worst first, then by number. */
  sortBy(key) {
    if (!key) return;
    const column = this.columns.find((each) => each.key === key);
    const { key: before, descending } = this.sorting;
    if (key === "number" || !column) this.sort = { key: "number", descending: before === "number" && !descending };
    else if (before !== key) this.sort = { key, descending: !column.down };
    else this.sort = descending === !column.down ? { key, descending: column.down } : { key: "number", descending: false };
    this.scroll.scrollTop = 0;
    this.arrange();
  }

  arrange() {
    if (!this.look) return;
    const { key, descending } = this.sorting;
    const column = this.columns.find((each) => each.key === key) ?? { value: ({ number }) => number };
    const found = this.trials.filter(filterOf(this.search.value, this.columns));
    this.ordered = [...(this.look.average ? [this.look.average] : []), ...pinnedFirst(sorted(found, column, descending), this.look.pinned)];
    this.count.textContent = found.length === this.trials.length ? "" : `${whole(found.length)} of ${whole(this.trials.length)}`;
    this.heads(key, descending);
    this.rows();
  }

  heads(key, descending) {
    const direction = descending ? "descending" : "ascending";
    const header = ({ key: own, label, title, number }) => make("th", { scope: "col", class: number ? "number" : null, "data-key": own, "aria-sort": own === key ? direction : null },
      make("button", { class: "runs-sort", type: "button", "data-sort": own, title: title ?? label }, label));
    retell(this.head, [make("th", { scope: "col", "data-key": "pin", class: "runs-pin-head" }, make("span", { class: "visually-hidden" }, "Pinned")),
      header({ key: "number", label: this.look.average ? "Member" : "Trial", title: "In the order of their numbers" }), ...this.columns.map(header)]);
  }

  rows() {
    if (!this.look) return;
    const { ordered, columns, rowHeight: row } = this;
    const { first, last, above, below } = windowOf({ scrolled: this.scroll.scrollTop, height: this.scroll.clientHeight, row, total: ordered.length });
    const shown = ordered.slice(first, last).map((trial, index) => drawRow(trial, columns, { ...this.look, place: first + index + 2 }));
    retell(this.body, [...spacer("above", above), ...shown, ...spacer("below", below)]);
    this.body.closest("table").setAttribute("aria-rowcount", ordered.length + 1);
    mark(this.body);
    const drawn = this.body.querySelector("[data-trial]")?.offsetHeight;
    if (drawn && Math.abs(drawn - row) > 0.5) {
      this.rowHeight = drawn;
      this.drawRows();
    }
  }

  /** Brings a trial into view. */
  reveal(number) {
    const place = this.ordered.findIndex((trial) => trial.number === number);
    if (place === -1) return;
    const top = place * this.rowHeight;
    const { scrollTop, clientHeight } = this.scroll;
    if (top < scrollTop || top > scrollTop + clientHeight - 3 * this.rowHeight) this.scroll.scrollTop = Math.max(0, top - clientHeight / 2);
  }
}

function spacer(key, pixels) {
  if (pixels === 0) return [];
  return [make("tr", { "data-key": key, "aria-hidden": "true", class: "runs-spacer" }, make("td", { style: `height: ${pixels}px` }))];
}
