// The curves of another experiment, faint behind the own ones: a parent behind its branch, a record behind its repetition. Pure.

import { has } from "../history.js";
import { curve } from "./curves.js";

/** Traces of `metric` ("loss" or "accuracy") for the runs of `history.compared`; [] where nothing is compared. */
export function comparedTraces(history, metric, colours, format = ".4~g") {
  const { title, runs } = history.compared ?? { runs: [] };
  return [...runs.values()].flatMap((run) => ["train", "validation"]
    .filter((split) => has(run, `${split}_${metric}`))
    .map((split) => ({
      ...curve(run, `${split}_${metric}`, { name: `${title}, ${split === "train" ? "training" : split}`, colour: colours[split], dash: "2px,3px", width: 1.5, format }),
      mode: "lines", opacity: 0.55, legendgroup: "compared",
    })));
}
