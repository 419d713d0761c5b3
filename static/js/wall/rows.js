// What a row of the wall says in words, who comes first, and who is meant by a filter. Pure.

import { figure, percent, whole } from "../numbers.js";

const STATES = {
  idle: "Not started", waiting: "Waiting", running: "Training", paused: "Paused", finished: "Finished", diverged: "Diverged", failed: "Failed",
};
const HELP = { failed: "Failed", stuck: "Stuck", diverged: "Diverged", late: "Waits long" };
const URGENT = ["failed", "stuck", "diverged", "late"];

/** The filters in their order: [name, title, whether a row is meant]. */
export const FILTERS = [
  ["all", "All", () => true],
  ["help", "Need help", (row) => Boolean(row.help)],
  ["running", "Training", (row) => row.state === "running"],
  ["waiting", "Waiting", (row) => row.state === "waiting"],
  ["paused", "Paused", (row) => row.state === "paused"],
  ["finished", "Finished", (row) => row.state === "finished"],
  ["diverged", "Diverged", (row) => row.state === "diverged"],
  ["failed", "Failed", (row) => row.state === "failed"],
  ["idle", "Not started", (row) => row.state === "idle"],
];

export function stateOf(row) {
  return HELP[row.help] ?? STATES[row.state] ?? row.state;
}

/** The look of a row: what helps comes before what is. */
export function toneOf(row) {
  return row.help === "stuck" || row.help === "late" ? row.help : row.state;
}

export function nameOf(row, mine) {
  if (row.key === mine?.key) return row.name ? `${row.name} (you)` : "You";
  return row.name ?? "Somebody";
}

/** "96.4 %, loss 0.123": the best validation figures. */
export function bestOf(row) {
  const loss = row.loss ?? null;
  const accuracy = row.accuracy ?? null;
  if (accuracy !== null) return { main: percent(accuracy), more: loss === null ? "" : `loss ${figure(loss)}` };
  return { main: loss === null ? "–" : figure(loss), more: loss === null ? "" : "loss" };
}

/** "epoch 12 of 100", or "" where nothing was trained. */
export function epochOf(row) {
  if (row.state === "idle" || row.epochs === undefined) return "";
  return `${whole(row.epoch)} of ${whole(row.epochs)}`;
}

/** What is to be said beyond state and epoch; "" where nothing is. */
export function wordsOf(row) {
  const cut = row.state === "finished" && row.epoch < row.epochs;
  const asked = row.state === "running" && ["pause", "stop"].includes(row.desired);
  return row.help || ["waiting", "failed", "diverged"].includes(row.state) || row.runs > 1 || cut || asked ? row.words : "";
}

/** [{name, title, count, pressed}]: filters that mean nobody are left out, but for those that are chosen. */
export function filtersFor(rows, chosen) {
  return FILTERS.map(([name, title, meant]) => ({ name, title, count: rows.filter(meant).length, pressed: name === chosen }))
    .filter(({ name, count, pressed }) => name === "all" || count > 0 || pressed);
}

/** Who has not begun comes last: there may be many, and nothing of them to see. */
const rank = (row) => (row.help ? URGENT.indexOf(row.help) : URGENT.length + (row.state === "idle"));
const better = (one, other) => (other.accuracy ?? -1) - (one.accuracy ?? -1) || (one.loss ?? Infinity) - (other.loss ?? Infinity) || 0;
const AS_LOOKED_UP = new Intl.Collator("en");
const byName = (one, other) => Number(one.name === null) - Number(other.name === null) || AS_LOOKED_UP.compare(one.name ?? "", other.name ?? "");
const ORDERS = { help: (one, other) => rank(one) - rank(other) || byName(one, other), name: byName, best: better };

/** The rows that a filter means, in an order; those without a name stay as the server told them. My own comes first. */
export function shown(rows, { filter = "all", order = "name", mine = {} } = {}) {
  const [, , meant] = FILTERS.find(([name]) => name === filter) ?? FILTERS[0];
  const first = (row) => (row.key === mine?.key ? 0 : 1);
  return rows.filter(meant).sort((one, other) => first(one) - first(other) || ORDERS[order](one, other));
}

/** One sentence about the whole class. */
export function inShort(rows, students) {
  if (!students) return "Nobody has joined yet.";
  const counted = FILTERS.slice(2, 8).map(([, title, meant]) => [rows.filter(meant).length, title.toLowerCase()]).filter(([count]) => count);
  const begun = rows.filter(({ state }) => state !== "idle").length;
  const parts = counted.map(([count, title]) => `${whole(count)} ${title}`);
  return `${whole(begun)} of ${whole(students)} have trained${parts.length ? `: ${parts.join(", ")}` : ""}.`;
}
