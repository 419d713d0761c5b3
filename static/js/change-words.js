// What was changed while a network trained, in words. Pure.

import { whole } from "./numbers.js";

const SHOWN_CHANGES = 5;

/** A setting_changed event: "learning rate 0.03 → 0.01", "schedule constant → cosine", "weight … 0.3 → 0.5". */
export function changeInWords({ path, old, new: now }) {
  return `${subject(path)} ${value(old)} → ${value(now)}`;
}

/** What was set while it trained, in one sentence with the newest changes; empty where nothing was. */
export function changesInWords(changes) {
  if (changes.length === 0) return "";
  const told = changes.slice(-SHOWN_CHANGES).map((change) => `${changeInWords(change)} after epoch ${whole(change.epoch)}`);
  const earlier = changes.length - told.length;
  return `Changed while it trained: ${earlier ? `${whole(earlier)} earlier, then ` : ""}${told.join("; ")}`;
}

/** Where the last word of a path says too little. */
const NAMES = { "batch.size": "batch size", "regularization.l1": "L1", "regularization.l2": "L2" };

/** Units and inputs count from 1 for people, layers as on the picture. */
function subject(path) {
  const [kind, layer, unit, input] = path.split(".");
  if (kind === "weights") return `weight ${layer === "1" ? "input" : "unit"} ${+input + 1} to unit ${+unit + 1} of layer ${layer}`;
  if (kind === "biases") return `bias of unit ${+unit + 1} of layer ${layer}`;
  return NAMES[path] ?? path.split(".").pop().replaceAll("_", " ");
}

function value(given) {
  if (given === null || given === undefined) return "off";
  if (typeof given === "number") return String(Number(given.toPrecision(4)));
  if (typeof given === "object" && !Array.isArray(given)) return given.kind?.replaceAll("_", " ") ?? "on";
  return Array.isArray(given) ? given.join(", ") : String(given);
}
