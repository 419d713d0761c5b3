// The strip of examples above the lab: each with its landscape in small, painted one after the other.

import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { showProblems } from "../notices.js";
import { paintCurve, heightsOf } from "./curve-ground.js";
import { paintGround } from "./ground.js";
import { Lab } from "./lab.js";
import { PRESETS } from "./presets.js";
import { regionAround } from "./region.js";

const SIZE = { width: 112, height: 60 };
const CELL = 3;

/** Fills `box`; an example that this lab cannot draw is left out. */
export function showPresets(lab, box) {
  const waiting = [];
  const cards = PRESETS.map((preset) => {
    const canvas = make("canvas", { "aria-hidden": "true" });
    waiting.push({ preset, canvas });
    return make("button", { class: "lab-preset", type: "button", "data-preset": preset.name, onclick: () => open(lab, preset) },
      canvas, make("strong", {}, preset.title), make("span", { class: "muted small" }, preset.text));
  });
  box.replaceChildren(make("div", { class: "lab-preset-list" }, ...cards));
  box.hidden = false;
  const small = new Lab(lab.schema, [], lab.compile);
  small.formulas = lab.formulas;
  const next = oncePerFrame(async () => {
    const first = waiting.shift();
    if (!first) return;
    // A function that the server does not compile has no picture; the others have.
    if (await small.open(first.preset.query).catch(() => null)) paint(small, first.canvas);
    next();
  });
  next();
  document.addEventListener("theme-changed", () => {
    waiting.push(...PRESETS.map((preset, index) => ({ preset, canvas: cards[index].querySelector("canvas") })));
    next();
  });
}

async function open(lab, { query }) {
  try {
    await lab.open(query);
  } catch (refused) {
    if (!refused.problems) throw refused;
    showProblems(refused.problems);
  }
}

function paint({ landscape, state }, canvas) {
  const region = regionAround(landscape.domain, state.start, SIZE);
  if (region.low.length === 1) paintCurve(canvas, landscape, region, heightsOf(landscape, region), SIZE);
  else paintGround(canvas, landscape, region, SIZE, CELL);
}
