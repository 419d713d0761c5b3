// The laboratory of error surfaces: one lab, its picture, its figures, and everybody who draws over it.

import * as api from "../api.js";
import { showProblems } from "../notices.js";
import { Field } from "../surface/field.js";
import { Lab } from "../surface/lab.js";
import { connectMinima } from "../surface/minima.js";
import { connectStart } from "../surface/start-handle.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);
const PAUSE = 250;

/** The address bar follows the lab; browsers refuse pages that change their address too often. */
function keepAddress(lab) {
  let timer = 0;
  lab.addEventListener("change", () => {
    timer ||= setTimeout(() => {
      timer = 0;
      history.replaceState(history.state, "", lab.address + location.hash);
    }, PAUSE);
  });
}

start(async () => {
  const { schema } = await api.getSurfacesSchema();
  const lab = new Lab(schema);
  const problems = lab.open(location.search);
  const field = new Field(lab, find("[data-lab-plot]"));
  connectMinima(lab, field, find("[data-lab-marks]"));
  connectStart(lab, field, find("[data-lab-start]"));
  keepAddress(lab);
  field.resize();
  if (problems.length) showProblems(problems);
});
