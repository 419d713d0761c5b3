// The best of the class on each data set, by validation; test figures only once the teacher has opened the envelopes.

import { make } from "../elements.js";
import { whole } from "../numbers.js";
import { retell } from "../retold.js";
import { bestOf } from "./rows.js";

const NONE = [];

/** "Ada", "You", "Ada (you)" or "Somebody". Pure. */
export function whoseOf(place, mine) {
  const own = mine.places?.includes(place.key);
  if (own) return place.name ? `${place.name} (you)` : "You";
  return place.name ?? "Somebody";
}

export class Leaderboards {
  constructor(section, { teacher }) {
    Object.assign(this, { section, teacher, list: section.querySelector("[data-boards]") });
  }

  show({ boards = NONE, mine = {} }) {
    const places = String(mine.places);
    if (this.told?.boards === boards && this.told.places === places) return;
    this.told = { boards, places };
    this.section.hidden = boards.length === 0;
    retell(this.list, boards.map((board) => this.board(board, mine)));
  }

  board(board, mine) {
    const heads = ["Place", "Student", "Validation", ...(board.opened ? ["Test"] : [])];
    return make("section", { class: "wall-board", "data-key": board.dataset, "aria-label": `Best on ${board.title}` },
      make("header", {}, make("h3", {}, board.title), make("span", { class: "muted small" }, `${whole(board.students)} on the board`),
        this.teacher ? this.opener(board) : null),
      make("div", { class: "wall-scroll", tabindex: "0", role: "region", "aria-label": `Places on ${board.title}` },
        make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
          make("tbody", {}, ...board.places.map((place, index) => this.place(place, index, board, mine))))));
  }

  /** Those that trained, or that no worker had time for, can be opened later. */
  opener({ dataset, title, opened, places }) {
    if (opened && places.every(({ test }) => test)) return null;
    return make("button", { class: "button small", type: "button", "data-act": "open-test", "data-id": dataset, "data-title": title }, opened ? "Open what is sealed" : "Open the test envelopes");
  }

  place(place, index, board, mine) {
    const name = whoseOf(place, mine);
    const own = mine.places?.includes(place.key);
    return make("tr", { "data-key": place.key, class: own ? "is-own" : null },
      make("td", {}, whole(index + 1)),
      make("th", { scope: "row" }, place.id ? make("a", { href: `/e/${place.id}` }, name) : name),
      this.figures(place),
      board.opened ? (place.test ? this.figures(place.test) : make("td", { class: "muted" }, "sealed")) : null);
  }

  /** Of validation or of the test. */
  figures(told) {
    const { main, more } = bestOf(told);
    return make("td", {}, main, more ? make("small", {}, more) : null);
  }
}
