// The laboratory of error surfaces: one lab, its picture, its figures, and everybody who draws over it.

import * as api from "../api.js";
import { Scene } from "../charts/landscape-scene.js";
import { clearProblems, copyLink, showProblems } from "../notices.js";
import { connectWorksheet } from "../rules/worksheet/opener.js";
import { FiguresPanel } from "../surface/figures-panel.js";
import { Field } from "../surface/field.js";
import { usualRacers } from "../surface/usual-racers.js";
import { Lab } from "../surface/lab.js";
import { connectRace } from "../surface/race-section.js";
import { connectMarks } from "../surface/field-marks.js";
import { showPresets } from "../surface/preset-strip.js";
import { Probe } from "../surface/probe.js";
import { connectReading } from "../surface/reading.js";
import { connectStart } from "../surface/start-handle.js";
import { SurfaceForm } from "../surface/surface-form.js";
import { connectPanels } from "../surface/panel-order.js";
import { connectViews } from "../surface/view-switch.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);
const PAUSE = 250;
/** While a race plays the step on show changes all the time. */
const LONG_PAUSE = 1000;

/** The address bar follows the lab; browsers refuse pages that change their address too often. */
function keepAddress(lab, { clock }) {
  let timer = 0;
  lab.addEventListener("change", () => {
    timer ||= setTimeout(() => {
      timer = 0;
      history.replaceState(history.state, "", lab.address + location.hash);
    }, clock.playing ? LONG_PAUSE : PAUSE);
  });
}

/** Buttons around the picture, and the sentences about an address, which concern the past once something was set. */
function connectTools(lab, field) {
  find("[data-lab-copy]").addEventListener("click", () => copyLink(lab.address));
  const whole = find("[data-lab-whole]");
  whole.addEventListener("click", () => {
    field.look(null);
    lab.set("camera", null);
  });
  const settle = () => { whole.disabled = !lab.state.view.region && !lab.state.camera; };
  for (const part of ["view", "camera"]) lab.addEventListener(part, settle);
  settle();
  for (const button of document.querySelectorAll("[data-lab-zoom]")) button.addEventListener("click", () => field.zoom(Number(button.dataset.labZoom), [0.5, 0.5]));
  lab.addEventListener("surface", clearProblems);
}

/** The rules that a student wrote for the race. */
function ownRules(lab) {
  const written = lab.state.racers.filter(({ optimizer }) => optimizer.rule);
  return written.map(({ name, optimizer: { rule, constants } }, index) => ({ name: `racer ${index}`, title: name || "Your racer's rule", rule, constants }));
}

start(async () => {
  const { schema } = await api.getSurfacesSchema();
  const lab = new Lab(schema, usualRacers(schema), api.checkFormula);
  const problems = await lab.open(location.search);
  connectPanels(find(".lab-body"));
  const field = new Field(lab, find("[data-lab-plot]"));
  const probe = new Probe(lab, field);
  connectMarks(lab, field, probe, find("[data-lab-marks]"));
  connectStart(lab, field, find("[data-lab-start]"));
  connectReading(lab, field, find("[data-lab-reading]"));
  new SurfaceForm(lab, find("[data-lab-surface]"));
  new FiguresPanel(lab, probe, find("[data-lab-figures]"));
  new Scene(lab, field, find("[data-lab-scene]"));
  connectViews(lab, field, { box: find("[data-lab-views]"), plot: find("[data-lab-plot]"), scene: find("[data-lab-scene]") });
  showPresets(lab, find("[data-lab-presets]"));
  connectTools(lab, field);
  keepAddress(lab, connectRace(lab, field, find));
  connectWorksheet(find("[data-worksheet]"), schema, () => ownRules(lab));
  field.resize();
  if (problems.length) showProblems(problems);
});
