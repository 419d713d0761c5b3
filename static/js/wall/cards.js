// A card for every student, which stays while what it says changes.

import { make } from "../elements.js";
import { retell } from "../retold.js";
import { bestOf, epochOf, nameOf, stateOf, toneOf, wordsOf } from "./rows.js";
import { sparkline } from "./sparkline.js";

export class Cards {
  /** `list` is a <ul>; `teacher`: whether each card has buttons. */
  constructor(list, { teacher }) {
    Object.assign(this, { list, teacher, told: new Map() });
  }

  /** `rows` in their order; a card whose row is the same object as before is not made anew. */
  show(rows, { mine = {}, pinned = null } = {}) {
    const look = `${mine.key} ${pinned?.id}`;
    const standing = new Map([...this.list.children].map((card) => [card.dataset.key, card]));
    const same = (row) => this.told.get(row.key)?.row === row && this.told.get(row.key).look === look && standing.has(row.key);
    retell(this.list, rows.map((row) => (same(row) ? standing.get(row.key) : this.card(row, mine, pinned))));
    this.told = new Map(rows.map((row) => [row.key, { row, look }]));
  }

  card(row, mine, pinned) {
    const own = row.key === mine.key;
    const id = row.id ?? (own ? mine.id : null);
    const best = bestOf(row);
    const name = nameOf(row, mine);
    const words = wordsOf(row);
    return make("li", { class: `wall-card${own ? " is-own" : ""}`, "data-key": row.key, "data-tone": toneOf(row) },
      make("div", { class: "wall-who" },
        id ? make("a", { class: "wall-name", href: `/e/${id}` }, name) : make("span", { class: row.name || own ? "wall-name" : "wall-name muted" }, name),
        make("span", { class: "wall-state" }, stateOf(row))),
      sparkline(row.curve ?? []),
      row.state === "idle" ? null : make("div", { class: "wall-figures" },
        make("span", { class: "wall-best" }, make("span", { class: "visually-hidden" }, "Best in validation: "), make("strong", {}, best.main), " ", make("span", { class: "muted" }, best.more)),
        make("span", { class: "muted" }, make("span", { class: "visually-hidden" }, "Epoch "), epochOf(row))),
      row.posted ? make("p", { class: "wall-posted" }, "Posted from outside") : null,
      words ? make("p", { class: "wall-words muted" }, words) : null,
      this.teacher && id ? this.buttons(row, id, name, pinned) : null);
  }

  buttons(row, id, name, pinned) {
    const button = (act, text, more = {}) => make("button", { class: "button quiet small", type: "button", "data-act": act, "data-id": id, "data-key": act, ...more },
      text, make("span", { class: "visually-hidden" }, ` ${name}`));
    const going = !row.posted && ["running", "waiting", "paused"].includes(row.state);
    const isPinned = pinned?.id === id;
    return make("div", { class: "wall-buttons" },
      button(isPinned ? "unpin" : "pin", isPinned ? "Unpin" : "Pin", { "aria-pressed": String(isPinned) }),
      going && row.state !== "paused" ? button("pause", "Pause", { disabled: row.desired === "pause" || row.desired === "stop" }) : null,
      going ? button("stop", "Stop", { disabled: row.desired === "stop" }) : null);
  }
}
