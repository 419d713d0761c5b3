// What is said about a race: its rows, its limits, its time. Pure.

import { whole } from "../numbers.js";

/** A learning rate in its three first digits: 0.00995, 0.0000248, 4.2e-7. */
export function rateText(rate) {
  return typeof rate === "number" ? String(Number(rate.toPrecision(3))) : "–";
}

/** What a racer is called: what the student called it, else the title of its optimizer. */
export function nameOf(racer, titles) {
  return racer.name || titles.get(racer.optimizer.kind) || racer.optimizer.kind;
}

/** How a racer stands at a step: {kind, text}; kind is "arrived", "still", "diverged", "fell" or "under way". */
export function standing(track, step) {
  if (!track) return { kind: "waiting", text: "…" };
  // The others walk: this one has no program to walk with.
  if (!track.length) return { kind: "waiting", text: track.unread ? "waits for the server" : "its rule cannot run" };
  const { arrived, rested, ended } = track;
  if (ended && step >= ended.step) {
    return ended.reason === "fell"
      ? { kind: "fell", text: `fell without end, step ${whole(ended.step)}` }
      : { kind: "diverged", text: `diverged at step ${whole(ended.step)}` };
  }
  if (arrived !== null && step >= arrived) return { kind: "arrived", text: arrived === 0 ? "began there" : `arrived after ${whole(arrived)}` };
  if (rested !== null && step >= rested) return { kind: "still", text: `lies still since step ${whole(rested)}` };
  return { kind: "under way", text: "under way" };
}

/** The rows of the table at a step: [{number, name, learningRate, value, above, standing, place}], in the order of the racers. */
export function rowsOf({ racers, tracks, step, lowest, titles }) {
  return racers.map((racer, number) => {
    const track = tracks[number];
    const at = track?.length ? track.shown(step) : null;
    const value = at === null ? null : track.values[at];
    return {
      number,
      name: nameOf(racer, titles),
      learningRate: racer.optimizer.learning_rate,
      place: at === null ? null : track.place(at),
      value: Number.isFinite(value) ? value : null,
      above: lowest !== null && Number.isFinite(value) ? Math.max(0, value - lowest) : null,
      standing: standing(track, step),
    };
  });
}

/** The order in which they arrived, "1st" …; number → place, of those that have arrived by this step. */
export function podium(tracks, step) {
  const arrived = tracks.map((track, number) => ({ number, at: track?.arrived ?? null })).filter(({ at }) => at !== null && at <= step);
  arrived.sort((one, other) => one.at - other.at);
  return new Map(arrived.map(({ number, at }) => [number, arrived.filter((each) => each.at < at).length + 1]));
}

const STEADY = "No limit: its steps do not grow with the gradient. At the minimum it goes on in steps of about η.";
const UNLIMITED = {
  rmsprop: STEADY, adam: STEADY, adamax: STEADY, adamw: STEADY,
  amsgrad: "No limit: it divides by the largest gradients so far, until any η is small enough.",
  adagrad: "No limit: it divides by all gradients so far, until any η is small enough.",
  rprop: "No limit: only signs count, and a step shrinks when its sign flips.",
};

/**
 * A sentence about the largest stable step of an optimizer. `limit`: {limit, every, measured}; `where`: "" or " here"; `falls`: the
 * ground bends down along another direction, where no step of any size comes back.
 */
export function limitWords({ kind, learning_rate: rate }, { limit, every, measured }, where = "", falls = false) {
  if (every) return "This rule runs away at every learning rate: look at its signs.";
  if (limit === null) return UNLIMITED[kind] ?? "No learning rate up to 10 made it diverge.";
  const source = measured ? ", as measured" : "";
  if (rate > limit) return `Above its limit ${rateText(limit)}${source}: it diverges${where}.`;
  const along = falls ? " along the direction that bends up; along the other one the ground falls away at every rate" : "";
  return `Stable${where} up to ${rateText(limit)}${source}${along}.`;
}

/** What the clock says. */
export function timeWords(step, horizon) {
  return `step ${whole(step)}${step < horizon ? ` of ${whole(horizon)}` : ""}`;
}
