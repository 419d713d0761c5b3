// Who is right about what: for how many samples none, one … all of the members are right, and whether their average is.

import { make } from "../../elements.js";
import { count, percent, whole } from "../../numbers.js";

/** What the votes say in words. Pure. */
export function votesInWords({ votes: { samples, right }, samples: total }) {
  const members = samples.length - 1;
  const split = samples.slice(1, members).reduce((sum, each) => sum + each, 0);
  const saved = right.slice(0, Math.ceil(members / 2)).reduce((sum, each) => sum + each, 0);
  const found = [`On ${percent(split / total)} of ${count(total, "sample")} they are not of one mind: there an average can help.`];
  if (samples[0]) found.push(`On ${count(samples[0], "sample")} all are wrong: there it cannot.`);
  if (saved) found.push(`It is right even on ${whole(saved)} where fewer than half are, since who is unsure counts less.`);
  return found.join(" ");
}

/** Bars: right by the average filled, wrong striped. */
export function drawVotes({ votes: { samples, right } }) {
  const most = Math.max(1, ...samples);
  const members = samples.length - 1;
  return samples.map((total, votes) => {
    const bar = (kind, value) => {
      const made = make("span", { class: `vote-part is-${kind}` });
      made.style.height = `${(value / most) * 100}%`;
      return made;
    };
    const title = `${votes} of ${members} members right: ${count(total, "sample")}, the average is right about ${right[votes]}`;
    return make("li", { title }, make("span", { class: "vote-bar" }, bar("wrong", total - right[votes]), bar("right", right[votes])), make("span", { class: "vote-count", "aria-hidden": "true" }, String(votes)), make("span", { class: "visually-hidden" }, title));
  });
}
