// What a grid and a random search of equal budget have shown, in honest words. Pure.

import { accurate } from "../objective.js";
import { figure, percent } from "../../numbers.js";
import { SIDES, found, interval, wins } from "./pairs.js";

const NAMES = { grid: "The grid", random: "Random search" };

export function writer(objective) {
  return accurate(objective) ? percent : figure;
}

/** The verdict on all pairs. */
export function verdictOf(pairs, objective) {
  const counted = wins(pairs);
  if (counted.pairs === 0) return "Both sides train side by side, each with the same number of trials.";
  const write = writer(objective);
  const complete = pairs.filter((pair) => pair.complete);
  const leader = counted.random >= counted.grid ? "random" : "grid";
  const other = leader === "random" ? "grid" : "random";
  if (counted.pairs === 1) {
    const [{ best, winner }] = complete;
    if (winner === "tie") return "Both found the same score.";
    return `${NAMES[winner]} found the better settings: ${told(best[winner], write)} against ${told(best[winner === "grid" ? "random" : "grid"], write)}. One pair may be luck: repeats tell.`;
  }
  if (counted.random === counted.grid) return `Each side won ${counted.grid} of ${counted.pairs} repeats: no difference to be seen.`;
  const [low, high] = interval(counted[leader], counted.pairs);
  const doubt = low < 0.5 ? " That may still be luck." : "";
  const share = `${percent(counted[leader] / counted.pairs)}; the true share lies between ${percent(low)} and ${percent(high)} with 95 % confidence`;
  return `${NAMES[leader]} won ${counted[leader]} of ${counted.pairs} repeats (${share}).${doubt}${misses(pairs, objective, leader, other)}`;
}

const told = (trial, write) => (trial ? write(trial.score) : "nothing that converged");

/** Winning often is not winning on average: a few searches that miss all good settings can cost more than the others gain. */
function misses(pairs, objective, leader, other) {
  const [mine, theirs] = [found(pairs, leader, objective), found(pairs, other, objective)];
  if (!mine || !theirs) return "";
  const worse = accurate(objective) ? mine.mean < theirs.mean : mine.mean > theirs.mean;
  return worse ? ` Its mean is the worse one, though: at its worst it ended at ${writer(objective)(mine.worst)}, since nothing makes it try everywhere.` : "";
}

/** What a repeat's button says. */
export function repeatInWords({ repeat, best, winner }, objective) {
  const write = writer(objective);
  const who = winner === null ? "still training" : winner === "tie" ? "a tie" : `${winner} wins`;
  return `Repeat ${repeat + 1}: ${who}${SIDES.map((side) => (best[side] ? `, ${side} ${write(best[side].score)}` : "")).join("")}`;
}
