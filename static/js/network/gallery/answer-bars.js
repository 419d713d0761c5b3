// What the network says about one sample: a bar for each class, with its number.

import { make } from "../../elements.js";
import { figure, percent } from "../../numbers.js";

const MOST_BARS = 10;

/** Classes to show, the true one among them: [{index, value}], all in their order or the likeliest first. Pure. */
export function barsOf(answers, truth, most = MOST_BARS) {
  const all = answers.map((value, index) => ({ index, value }));
  if (all.length <= most) return all;
  const likeliest = [...all].sort((one, other) => other.value - one.value).slice(0, most);
  return likeliest.some(({ index }) => index === truth) ? likeliest : [...likeliest.slice(0, -1), all[truth]];
}

/** `probable`: whether the numbers are probabilities. */
export function answerBars(answers, classes, truth, probable) {
  const longest = probable ? 1 : Math.max(...answers.map(Math.abs)) || 1;
  const said = answers.indexOf(Math.max(...answers));
  return make("dl", { class: "answer-bars" }, ...barsOf(answers, truth).flatMap(({ index, value }) => {
    const bar = make("span", { class: `answer-bar${value < 0 ? " is-below" : ""}` });
    bar.style.setProperty("--length", `${(100 * Math.min(1, Math.abs(value) / longest)).toFixed(1)}%`);
    const mark = index === truth ? make("span", { class: "answer-true" }, "true") : null;
    const kind = index === truth ? "is-true" : index === said ? "is-said" : "";
    return [
      make("dt", { class: kind }, classes[index], mark),
      make("dd", { class: kind }, bar, make("span", { class: "answer-figure" }, probable ? percent(value) : figure(value))),
    ];
  }));
}
