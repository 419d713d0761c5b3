// One row of the table of trials: its star, its look and name, and its cells.

import { lookOf } from "../charts/several.js";
import { make } from "../elements.js";

/** "#12" in a search, whose names only repeat the columns; what a race calls its lane. */
export function shortName(trial, listed) {
  return listed ? trial.name : `#${trial.number}`;
}

/** `look`: {leader, pinned, praise, shown, average, place, listed}; `listed`: whether trials have names of their own. */
export function drawRow(trial, columns, { leader, pinned, praise, shown, average, place, listed }) {
  const best = trial.number === leader;
  const cells = columns.map((column) => make("td", { class: column.number ? "number" : null, title: column.setting ? column.text(trial) : null }, column.text(trial)));
  if (trial === average) {
    return make("tr", { "data-key": 0, class: best ? "is-best is-average" : "is-average", "aria-rowindex": place }, make("td", {}), make("th", { scope: "row" }, trial.name), ...cells);
  }
  const numbers = trial.runs.map(({ number }) => number);
  return make("tr", { "data-key": trial.number, "data-trial": trial.number, class: [best && "is-best", pinned.has(trial.number) && "is-pinned"].filter(Boolean).join(" ") || null, "aria-rowindex": place },
    make("td", { class: "runs-pin" }, star(trial, pinned.has(trial.number))),
    make("th", { scope: "row", title: trial.name }, average ? null : swatch(trial.number), showButton(trial, numbers.includes(shown), listed || average),
      best && praise ? make("span", { class: "muted small" }, praise) : null),
    ...cells);
}

/** The line by which a trial is known in every chart. */
export function swatch(number) {
  const { dash } = lookOf(number, {});
  return make("span", { class: "swatch", style: `--run: var(--run-${((number - 1) % 8) + 1})`, "data-dash": dash });
}

function star(trial, on) {
  return make("button", { class: "pin", type: "button", "data-pin": trial.number, "aria-pressed": String(on), "aria-label": `Pin ${trial.name}`, title: on ? "Let go" : "Pin: keep it above the others" }, on ? "★" : "☆");
}

/** Shows the network of the best of the trial's runs. */
function showButton(trial, on, listed) {
  return make("button", { class: "run-show", type: "button", "data-show-run": (trial.best ?? trial.runs[0]).number, "aria-pressed": String(on), title: "Show the network of this trial" }, shortName(trial, listed));
}
