// Everything that races: the walks, their picture, their buttons, table and chart, and the racers themselves.

import { Chart } from "../charts/chart.js";
import { view } from "../charts/view.js";
import { variants } from "../schema.js";
import { connectLessons } from "./lesson-menu.js";
import { Race } from "./race.js";
import { RaceBar } from "./race-bar.js";
import { raceFigure } from "./race-figure.js";
import { RaceNumbers } from "./race-noise.js";
import { RacePainter } from "./race-painter.js";
import { RaceTable } from "./race-table.js";
import { nameOf } from "./race-words.js";
import { RacersPanel } from "./racers-panel.js";
import { connectTrails } from "./scene-trails.js";

/** The axis of the chart goes through the lab, and so into its address. */
function keepAxis(lab) {
  const take = () => view.set({ logs: lab.state.axis === "log" ? {} : { race: false } });
  lab.addEventListener("axis", take);
  view.addEventListener("change", () => {
    const axis = view.logs.race === false ? "linear" : "log";
    if (axis !== lab.state.axis) lab.set("axis", axis);
  });
  take();
}

/** Puts a race into the lab's page; `find` finds its places. Returns the Race. */
export function connectRace(lab, field, find) {
  const race = new Race(lab);
  const titles = new Map(variants(lab.schema, lab.schema.properties.optimizer).map(({ kind, title }) => [kind, title]));
  const section = find("[data-lab-race]");
  const part = (name) => section.querySelector(`[data-race="${name}"]`);
  new RacePainter(lab, race, field, find("[data-lab-overlay]"));
  new RaceBar(race, find("[data-lab-transport]"));
  new RacersPanel(lab, find("[data-lab-racers]"));
  new RaceTable(lab, race, section, titles);
  new RaceNumbers(lab, part("noise"));
  connectLessons(lab, part("lessons"), part("question"));
  section.hidden = false;
  keepAxis(lab);
  const chart = new Chart(section.querySelector('[data-chart="race"]'), raceFigure, { epochs: false });
  const show = () => {
    const { racers, tolerance } = lab.state;
    const shown = racers.map((racer, number) => ({ number, name: nameOf(racer, titles), hidden: racer.hidden, track: race.tracks[number] }));
    chart.plot.setAttribute("aria-label", `Error of ${racers.length} racers over ${race.step} steps; the table says how each of them stands.`);
    chart.show({ racers: shown, step: race.step, lowest: race.lowest, tolerance });
  };
  for (const name of ["tracks", "time"]) race.addEventListener(name, show);
  lab.addEventListener("racers", show);
  show();
  connectTrails(lab, race, titles);
  return race;
}
