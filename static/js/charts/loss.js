// Training and validation loss against the epochs.

import { bestEpoch, firstRun, has } from "../history.js";
import { comparedTraces } from "./compared.js";
import { figure } from "../numbers.js";
import { bestMark, changeMarks, curve, emptyLayout, epochAxis, errorBand, lastMarks } from "./curves.js";
import { severalFigure } from "./several.js";

/** The figure for one experiment whose loss has this name. */
export function lossFigure(name = "…") {
  const title = `loss (${name})`;
  return (history, colours) => {
    const yaxis = { title: { text: title }, rangemode: "tozero" };
    if (history.runs.size > 1) return severalFigure(history, colours, "loss", { yaxis, format: ".4~g" });
    const run = firstRun(history);
    const layout = { xaxis: epochAxis(run), yaxis };
    if (!run || run.length === 0) return { traces: [], layout: emptyLayout(layout, [0, 1]), empty: true };
    const shown = [{ column: "train_loss", colour: colours.train }];
    const traces = [curve(run, "train_loss", { name: "training", colour: colours.train })];
    if (has(run, "validation_loss")) {
      shown.push({ column: "validation_loss", colour: colours.validation });
      traces.push(...errorBand(run, "validation_loss", colours.validation));
      traces.push(curve(run, "validation_loss", { name: "validation", colour: colours.validation, dash: "6px,3px" }));
    }
    const best = bestEpoch(run);
    if (best) {
      traces.push(bestMark(run, best, best.metric === "train_loss" ? colours.train : colours.validation, colours["surface-raised"]));
    }
    traces.push(...lastMarks(run, shown, figure));
    return { traces: [...traces, ...comparedTraces(history, "loss", colours)], layout: { ...layout, ...changeMarks(run, colours) }, empty: false };
  };
}
