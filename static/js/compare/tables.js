// The two tables of the comparison: figures with a row for each experiment, settings with a column for each.

import { lookOf } from "../charts/several.js";
import { make } from "../elements.js";
import { retell } from "../retold.js";
import { leaders } from "./gathered.js";

/** `experiments`: [{id, number, title, state, figures, mine}], the base first. Its buttons say what they do in data-act, and to whom in data-id. */
export function showFigures(table, experiments, marked) {
  const best = leaders(experiments.map(({ figures }) => figures));
  const titles = experiments[0]?.figures.map(({ title }) => title) ?? [];
  retell(table.tHead, [make("tr", {}, make("th", { scope: "col" }, "Experiment"), make("th", { scope: "col" }, "State"),
    ...titles.map((title) => make("th", { scope: "col", class: "number" }, title)), make("th", { scope: "col" }, make("span", { class: "visually-hidden" }, "Change")))]);
  retell(table.tBodies[0], experiments.map((each, place) => make("tr", { "data-key": each.id, "data-number": each.number, class: each.number === marked ? "is-marked" : null },
    make("th", { scope: "row" }, name(each), place === 0 && experiments.length > 1 ? make("span", { class: "base-mark" }, "base") : null),
    make("td", {}, each.state),
    ...each.figures.map(({ text, note }, index) => make("td", { class: best[index] === place ? "number is-leader" : "number" }, text,
      best[index] === place ? make("span", { class: "leader-mark" }, "best") : null, note ? make("span", { class: "figure-note" }, note) : null)),
    make("td", {}, make("div", { class: "row-actions" },
      place > 0 ? make("button", { class: "button quiet small", type: "button", "data-act": "base", "data-id": each.id, "data-key": "base", "aria-label": `Compare the others with ${each.title}` }, "Make base") : null,
      make("button", { class: "button quiet small icon", type: "button", "data-act": "remove", "data-id": each.id, "data-key": "remove", "aria-label": `Remove ${each.title}`, title: "Remove" }, "×"))))));
}

function name({ id, number, title }) {
  const swatch = make("span", { class: "swatch", "data-dash": lookOf(number, {}).dash });
  swatch.style.setProperty("--run", `var(--run-${((number - 1) % 8) + 1})`);
  return make("a", { href: `/e/${id}` }, swatch, title);
}

/** Rules have lines, which stay lines. */
function cellClass(text, differs) {
  return [differs ? "is-different" : "", text.includes("\n") ? "is-code" : ""].filter(Boolean).join(" ") || null;
}

/** `rows` as `settingRows` makes them. */
export function showSettingRows(table, experiments, rows) {
  retell(table.tHead, [make("tr", {}, make("th", { scope: "col" }, "Setting"), ...experiments.map((each) => make("th", { scope: "col", "data-key": each.id }, name(each))))]);
  let group = "";
  retell(table.tBodies[0], rows.flatMap((row) => {
    const line = make("tr", {}, make("th", { scope: "row" }, row.label), ...row.cells.map(({ text, differs }) => make("td", { class: cellClass(text, differs) }, text)));
    if (row.group === group) return [line];
    group = row.group;
    return [make("tr", { class: "setting-group" }, make("th", { scope: "rowgroup", colspan: experiments.length + 1 }, group)), line];
  }));
}
