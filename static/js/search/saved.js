// What a search has spared by giving up the weaker trials at its rungs. Pure.

import { count, whole } from "../numbers.js";
import { epochsOf } from "./trials.js";

/** {trained, whole, given}: epochs that were trained, those that the same runs would have taken in full, and runs that were given up. */
export function savedBy(trials, epochs) {
  const found = { trained: 0, whole: 0, given: 0 };
  for (const { runs, settings } of trials) {
    const planned = settings?.["stopping.epochs"] ?? epochs;
    for (const run of runs) {
      if ((run.finished?.reason ?? run.reason) !== "halved") continue;
      found.trained += epochsOf(run);
      found.whole += planned;
      found.given += 1;
    }
  }
  return found;
}

/** "Rungs saved 1,539 of 2,187 epochs (70 %): 26 runs were given up early." Nothing where none was. */
export function savedInWords(trials, epochs) {
  const { trained, whole: full, given } = savedBy(trials, epochs);
  if (!given) return "";
  const all = trials.reduce((sum, { runs, settings }) => sum + runs.length * (settings?.["stopping.epochs"] ?? epochs), 0);
  const saved = full - trained;
  return `Rungs saved ${whole(saved)} of ${count(all, "epoch")} (${Math.round((100 * saved) / all)} %): ${count(given, "run")} ${given === 1 ? "was" : "were"} given up early.`;
}
