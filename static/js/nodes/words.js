// What the page of the nodes says. Pure.

import { count, whole } from "../numbers.js";

const DEVICES = { cpu: "Processor", cuda: "GPU" };
const DUTIES = { training: "trains", validation: "validates" };

/** How a node is: {tone, word}. */
export function standing(node) {
  if (node.workers === 0) return { tone: "gone", word: "gone" };
  return node.load > 0.9 ? { tone: "busy", word: "busy" } : { tone: "well", word: node.load > 0.02 ? "at work" : "free" };
}

const processes = (number) => `${whole(number)} ${number === 1 ? "process" : "processes"}`;

export const deviceOf = (node) => DEVICES[node.device] ?? node.device;

export const dutyOf = (node) => `${DUTIES[node.duty] ?? node.duty}, ${processes(node.workers)}`;

/** Slices a second, no more exact than anybody reads: "0", "0.4", "12". */
export function rateOf(value) {
  if (value >= 10) return whole(Math.round(value));
  return value >= 0.05 ? value.toFixed(1) : "0";
}

/** A load needs no decimals. */
export const loadOf = (load) => `${Math.round(load * 100)}\u202f%`;

/** "just now", "12 s ago", "3 min ago". */
export function ago(seconds) {
  if (seconds < 5) return "just now";
  if (seconds < 90) return `${Math.round(seconds)} s ago`;
  return `${Math.round(seconds / 60)} min ago`;
}

/** One sentence above the table. */
export function summary(nodes) {
  const training = nodes.filter((node) => node.duty === "training" && node.workers > 0);
  if (training.length === 0) return "No node trains at the moment. What students start waits, and goes on as soon as one joins.";
  const names = new Set(training.map((node) => node.name));
  const of = (device) => training.filter((node) => node.device === device).reduce((sum, node) => sum + node.workers, 0);
  const gpus = of("cuda");
  const parts = [of("cpu") ? `${processes(of("cpu"))} on processors` : "", gpus ? `${processes(gpus)} on GPUs` : ""].filter(Boolean).join(" and ");
  const kinds = new Set(training.map((node) => node.fingerprint)).size;
  const alike = kinds > 1 ? ` They are of ${kinds} kinds: a run stays with the kind on which it began, so that its digits stay the same.` : "";
  return `${count(names.size, "node")} ${names.size === 1 ? "trains" : "train"}: ${parts}.${alike}`;
}
