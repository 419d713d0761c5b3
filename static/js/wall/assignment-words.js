// An assignment in words. Pure.

import { figure, percent, whole } from "../numbers.js";

/** "Validation accuracy at least 95.0 % on Circle, until 3 May, 14:00"; afterwards "it ended". */
export function goalOf({ metric, target, dataset, deadline, over }, write = moment) {
  const goal = metric === "validation_accuracy" ? `Validation accuracy at least ${percent(target)}` : `Validation loss at most ${figure(target)}`;
  return `${goal} on ${dataset}${deadline ? `${over ? "; it ended" : ", until"} ${write(deadline)}` : ""}`;
}

/** "12 of 30 have reached it, 1 too late". */
export function countOf({ reached, late, students }) {
  return `${whole(reached)} of ${whole(students)} have reached it${late ? `, ${whole(late)} too late` : ""}`;
}

/** What a student has come to: {tone: good, late or open, text}. */
export function standingOf({ at, in_time: inTime, figure: best }, metric, write = moment) {
  const shown = best === null ? "nothing yet" : metric === "validation_accuracy" ? percent(best) : figure(best);
  if (!at) return { tone: "open", text: shown };
  return inTime ? { tone: "good", text: `${shown} · reached ${write(at)}` } : { tone: "late", text: `${shown} · too late, ${write(at)}` };
}

export function moment(iso) {
  return new Date(iso).toLocaleString("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
}

/** What a form says, as the server wants it; an empty deadline is none. An accuracy of 95 can only be meant in per cent. */
export function wanted({ title, lesson, metric, target, deadline }) {
  const text = target.trim().replace(",", ".");
  const number = Number(text.replace(/%$/, ""));
  const value = text.endsWith("%") || (metric === "validation_accuracy" && number > 1) ? number / 100 : number;
  return { title, lesson: lesson.trim() || "/", metric, target: text === "" || Number.isNaN(value) ? target : value, deadline: deadline ? new Date(deadline).toISOString() : null };
}
