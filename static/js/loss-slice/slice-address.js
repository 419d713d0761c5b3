// The choices of the fold "Loss surface" behind the # of the address, while it is open, so that a link shows the same slice:
// #slice=view:3d,directions:random,seed:2,points:31,linear. Pure, but for keeping the address of this page.

import { partIn, putPart } from "../hash-parts.js";

const KEY = "slice";
/** An open fold with everything as it was proposed. */
const USUAL = "usual";
const LISTS = ["view", "directions", "loss", "points", "reach"];
const MOST_SEED = 2 ** 31 - 1;

/** The text of `chosen`: {view, directions, loss, points, reach, log, seed} beside what was `proposed`. */
export function written(chosen, proposed) {
  const parts = [
    ...LISTS.filter((name) => chosen[name] !== proposed[name]).map((name) => `${name}:${chosen[name]}`),
    // Directions of the path are not drawn by lot.
    chosen.directions === "random" && chosen.seed ? `seed:${chosen.seed}` : "",
    chosen.log ? "" : "linear",
  ];
  return parts.filter(Boolean).join(",") || USUAL;
}

/** What a text chooses; `offered`: the values of each list. Whatever nobody understands is passed over. */
export function read(text, offered) {
  const chosen = {};
  for (const part of text.split(",")) {
    const [name, value = ""] = part.split(":");
    if (LISTS.includes(name) && offered[name].includes(value)) chosen[name] = value;
    else if (name === "seed" && /^\d{1,10}$/.test(value) && Number(value) <= MOST_SEED) chosen.seed = Number(value);
    else if (part === "linear") chosen.log = false;
  }
  return chosen;
}

/** Takes the choices of this page's fold from its address, and keeps them there; `changed()`: another address chose anew. */
export function keepInAddress(fold, changed) {
  const part = (name) => fold.querySelector(`[data-slice="${name}"]`);
  const choices = () => ({ ...Object.fromEntries(LISTS.map((name) => [name, part(name).value])), log: part("log").checked, seed: Number(part("seed").value) });
  const proposed = { ...Object.fromEntries(LISTS.map((name) => [name, [...part(name).options].find((option) => option.defaultSelected)?.value ?? part(name).options[0].value])), log: part("log").defaultChecked, seed: 0 };
  const offered = Object.fromEntries(LISTS.map((name) => [name, [...part(name).options].map(({ value }) => value)]));
  const take = () => {
    const chosen = { ...proposed, ...read(partIn(location.hash, KEY), offered) };
    for (const name of LISTS) part(name).value = chosen[name];
    part("log").checked = chosen.log;
    part("seed").value = String(chosen.seed);
  };
  const write = () => putPart(KEY, fold.open ? written(choices(), proposed) : "");
  if (partIn(location.hash, KEY)) take();
  else write();
  for (const news of ["change", "click", "toggle"]) fold.addEventListener(news, write);
  window.addEventListener("hashchange", () => {
    // A link to a part of the page says nothing of the slice, which stays as it is.
    if (!partIn(location.hash, KEY)) return write();
    take();
    fold.open = true;
    return changed();
  });
}
