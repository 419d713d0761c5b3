// The wall of a class: for students, for its teacher, and for the projector.

import * as api from "../api.js";
import { oncePerFrame } from "../frames.js";
import { showProblems } from "../notices.js";
import { Assignments } from "../wall/assignments.js";
import { Cards } from "../wall/cards.js";
import { FilterBar } from "../wall/filter-bar.js";
import { Leaderboards } from "../wall/leaderboards.js";
import { MapPanel } from "../wall/map-panel.js";
import { Pinned } from "../wall/pinned.js";
import { inShort, shown } from "../wall/rows.js";
import { connectTeacher } from "../wall/teacher.js";
import { WallStream } from "../wall/wall-stream.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);
const { code, teaches, projector } = document.body.dataset;
const LINE = {
  live: "Live", connecting: "Connecting …", delayed: "Live updates are delayed", offline: "Offline: it goes on by itself", gone: "You are no longer in this class",
};

class WallPage {
  constructor() {
    const teacher = Boolean(teaches) && !projector;
    this.cards = new Cards(find("[data-cards]"), { teacher });
    this.pinned = new Pinned(find("[data-pinned]"), { teacher });
    this.filters = new FilterBar(find("[data-filters]"), find("[data-order]"), () => this.show());
    this.show = oncePerFrame(() => this.draw());
    this.map = new MapPanel(find('[data-chart="class-map"]'), this.show);
    this.boards = new Leaderboards(find("[data-leaderboards]"), { teacher });
    this.assignments = new Assignments(find("[data-tasks]"), { teacher, code });
    if (teacher) connectTeacher(this, code);
  }

  /** Resolves with the first frame. */
  open() {
    return new Promise((done) => {
      const deliver = (wall) => {
        this.wall = wall;
        this.show();
        done();
      };
      const tell = (state) => {
        find("[data-line]").textContent = LINE[state];
        find("[data-line]").dataset.state = state;
        if (state === "gone") showProblems([{ loc: "", msg: "You are no longer in this class. Come in again with its code." }]);
      };
      this.stream = new WallStream(code, projector ? "class" : "", { deliver, tell, api }).open();
    });
  }

  draw() {
    const { wall } = this;
    const rows = [...wall.rows.values()];
    const { filter, order } = this.filters.show(rows);
    const seen = shown(rows, { filter, order, mine: wall.mine });
    this.cards.show(seen, wall);
    this.pinned.show(wall.pinned);
    this.boards.show(wall);
    this.assignments.show(wall);
    this.map.show(rows, wall.mine, new Map((wall.boards ?? []).map(({ dataset, title }) => [dataset, title])));
    find("[data-short]").textContent = inShort(rows, wall.classroom?.students ?? 0);
    find("[data-title]").textContent = wall.classroom?.title ?? "";
    find("[data-nobody]").hidden = rows.length > 0;
    find("[data-no-match]").hidden = rows.length === 0 || seen.length > 0;
    find("[data-no-workers]").hidden = wall.classroom?.workers !== 0;
  }
}

start(() => new WallPage().open());
