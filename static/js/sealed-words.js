// What the test set said, in words: the score of the chosen network beside the one that it was chosen by. Pure.

import { count, figure, percent, whole } from "./numbers.js";

const METRICS = [{ name: "loss", write: figure, down: true }, { name: "accuracy", write: percent, down: false }];

/** [{name, write, validation, test, gap, optimistic}] of an opening; `gap`: how much better validation said it was. */
export function scoresOf(opening) {
  return METRICS.flatMap(({ name, write, down }) => {
    const test = opening[name] ?? null;
    if (test === null) return [];
    const validation = opening[`validation_${name}`] ?? null;
    const gap = validation === null ? null : down ? test - validation : validation - test;
    return [{ name, write, validation, test, gap, optimistic: gap !== null && gap > 0 }];
  });
}

/** A gap as one reads it: "0.012", "3.1 points"; with its sign. */
export function gapInWords({ name, gap }) {
  if (gap === null) return "–";
  const size = name === "accuracy" ? `${Math.abs(100 * gap).toFixed(1)} points` : figure(Math.abs(gap));
  return `${gap < 0 ? "−" : "+"}${size}`;
}

/** One sentence about the gap; `chosen`: among how many the network was chosen by validation. */
export function gapSentence(opening, chosen) {
  const scores = scoresOf(opening).filter(({ gap }) => gap !== null);
  const objective = (opening.objective ?? "").replace(/^(train|validation)_/, "");
  const found = scores.find(({ name }) => name === objective) ?? scores[0];
  if (!found) return "";
  const size = gapInWords({ ...found, gap: Math.abs(found.gap) }).slice(1);
  const way = found.optimistic ? `Validation was too kind by ${size} of ${found.name}` : `The test ${found.name} is better than that of validation by ${size}`;
  if (chosen < 2) return `${way}.`;
  return found.optimistic ? `${way}: part of what made it the best of ${whole(chosen)} was luck with the validation samples.` : `${way}; on average over many such choices it is worse.`;
}

/** The newest of what the answer to opening it, the events and the page's first answer tell, with all openings that any of them knows. */
export function openedTest(told) {
  const known = told.filter(Boolean);
  if (!known.length) return null;
  const openings = new Map(known.flatMap((each) => [each, ...(each.openings ?? [])]).map((each) => [each.count, each]));
  const sorted = [...openings.values()].sort((one, other) => other.count - one.count);
  return { ...sorted[0], openings: sorted };
}

/** Whose figures these are. */
export function whose({ run, name }) {
  return run === 0 ? "The average of the ensemble; its members stay sealed." : `${name || `Run ${run}`}; all other runs stay sealed.`;
}

/** "November 23 at 04:12"; empty for openings of older versions, which kept no time. */
export function timeOf({ at }) {
  return at ? new Date(at).toLocaleString("en", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hour12: false }) : "";
}

/** What stands above the button. */
export function sentence({ samples, finished, mine, test }) {
  if (test) {
    const when = timeOf(test);
    const times = test.count === 1 ? "once" : `${test.count} times`;
    return `${count(test.samples, "sample")}; opened ${times}${when ? `, ${test.count === 1 ? "" : "last "}on ${when}` : ""}. If you now change settings because of these figures, they are no longer honest.`;
  }
  if (samples === 0) return "This experiment keeps no samples aside for a test.";
  const many = samples === null ? "Some samples" : count(samples, "sample");
  const kept = `${many} ${samples === 1 ? "was" : "were"} kept aside: no weight was fitted to them and no setting was chosen by them.`;
  if (!finished) return `${kept} They stay sealed until training has finished.`;
  return mine ? `${kept} Open them once, when all is chosen, for an honest figure.` : `${kept} Only the owner can open them.`;
}
