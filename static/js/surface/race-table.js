// The table of the race: how every racer stands at the step on show.

import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { figure, ordinal } from "../numbers.js";
import { podium, rateText, rowsOf } from "./race-words.js";

const signed = (value) => figure(value).replace("-", "−");

export class RaceTable {
  constructor(lab, race, section, titles) {
    Object.assign(this, { lab, race, titles, rows: [] });
    this.body = section.querySelector('[data-race="table"] tbody');
    this.valueName = section.querySelector('[data-race="value-name"]');
    const show = oncePerFrame(() => this.show());
    for (const name of ["tracks", "time"]) race.addEventListener(name, show);
    lab.addEventListener("racers", show);
    this.show();
  }

  show() {
    const { lab, race, titles } = this;
    const { racers } = lab.state;
    const rows = rowsOf({ racers, tracks: race.tracks, step: race.step, lowest: race.lowest, titles });
    const places = podium(race.tracks, race.step);
    this.valueName.textContent = race.lowest === null ? "Error" : "Error above the minimum";
    while (this.rows.length > rows.length) this.rows.pop().row.remove();
    rows.forEach((row, number) => this.fill(this.rows[number] ?? this.add(number), row, places.get(number), racers[number]));
  }

  add(number) {
    const cells = { ball: make("span", { class: `racer-ball run-${(number % 8) + 1}` }, String(number + 1)), name: make("span"), rate: make("td", { class: "number" }), standing: make("td"), value: make("td", { class: "number" }), place: make("td", { class: "race-place" }) };
    const row = make("tr", {}, make("th", { scope: "row" }, cells.ball, " ", cells.name), cells.rate, cells.standing, cells.value, cells.place);
    this.body.append(row);
    this.rows.push({ row, cells });
    return this.rows.at(-1);
  }

  fill({ row, cells }, { name, learningRate, standing, value, above, place }, rank, racer) {
    const put = (cell, text) => { if (cell.textContent !== text) cell.textContent = text; };
    put(cells.name, name);
    put(cells.rate, rateText(learningRate));
    put(cells.standing, `${standing.text}${rank && this.rows.length > 1 ? ` (${ordinal(rank)})` : ""}`);
    cells.standing.dataset.standing = standing.kind;
    put(cells.value, signed(above ?? value));
    cells.value.dataset.exact = above ?? value ?? "";
    put(cells.place, place ? place.map(signed).join(", ") : "–");
    row.classList.toggle("is-hidden", Boolean(racer.hidden));
  }
}
