// How far a search has come, how fast it goes and how long it still takes. Pure.

import { count, figure, whole } from "../numbers.js";

/** Seconds over which speed is measured: long enough to be steady, short enough to follow a pause. */
const WINDOW = 12;
const ENDED = new Set(["finished", "failed"]);

/** {done, running, waiting, total} trials; the server's own count where it tells one. */
export function standing(status, trials) {
  if (status?.trials?.done !== undefined) {
    const { done, running, waiting } = status.trials;
    return { done, running, waiting, total: done + running + waiting };
  }
  const seeds = Math.max(1, ...trials.map(({ runs }) => runs.length));
  const total = Math.max(trials.length, Math.round((status?.runs ?? 0) / seeds));
  const done = trials.filter(({ state }) => ENDED.has(state)).length;
  const running = trials.filter(({ state }) => state === "running" || state === "paused").length;
  return { done, running, waiting: Math.max(0, total - done - running), total };
}

/** Whether everything has ended. */
export function isOver(status) {
  return ENDED.has(status?.state);
}

/** Keeps [{at, progress, epochs}] of the last seconds and the one before; a search that went back begins anew. */
export function remembered(marks, mark) {
  const newest = marks.at(-1);
  if (newest && mark.progress < newest.progress) return [mark];
  if (newest && mark.progress === newest.progress && mark.epochs === newest.epochs) return marks;
  const kept = [...marks, mark];
  const first = kept.findIndex(({ at }) => at >= mark.at - WINDOW);
  return kept.slice(Math.max(0, first - 1));
}

/** {rate, left}: epochs a second of all runs together, and the seconds that remain; null before they can be known. */
export function pace(status, marks) {
  const told = (name) => (Number.isFinite(status?.[name]) ? status[name] : null);
  const [first, newest] = [marks[0], marks.at(-1)];
  const time = marks.length > 1 ? newest.at - first.at : 0;
  const measured = (name) => (time > 0.5 && newest[name] > first[name] ? (newest[name] - first[name]) / time : null);
  const speed = measured("progress");
  return { rate: told("epochs_per_second") ?? measured("epochs"), left: told("seconds_left") ?? (speed ? (1 - newest.progress) / speed : null) };
}

/** "12 of 64 trials done · 8 training · 44 waiting". */
export function standingInWords({ done, running, waiting, total }) {
  return [`${whole(done)} of ${count(total, "trial")} done`, running ? `${whole(running)} training` : "", waiting ? `${whole(waiting)} waiting` : ""].filter(Boolean).join(" · ");
}

/** "1,240 epochs a second · about 2 minutes left". */
export function paceInWords({ rate, left }) {
  return [rate ? `${figure(rate)} epochs a second` : "", left === null ? "" : timeLeft(left)].filter(Boolean).join(" · ");
}

/** A time that runs out, no more exact than it can be known. */
export function timeLeft(seconds) {
  if (seconds < 2) return "almost done";
  if (seconds < 10) return `about ${Math.ceil(seconds)} seconds left`;
  if (seconds < 90) return `about ${5 * Math.ceil(seconds / 5)} seconds left`;
  if (seconds < 90 * 60) return `about ${count(Math.max(2, Math.round(seconds / 60)), "minute")} left`;
  return `about ${count(Math.round(seconds / 3600), "hour")} left`;
}
