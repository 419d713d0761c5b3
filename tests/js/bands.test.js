import { averaged, bandTraces, lanesOf, repeated } from "/static/js/charts/bands.js";
import { lossFigure } from "/static/js/charts/loss.js";
import { emptyHistory, fold } from "/static/js/history.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started } from "./events.js";

const colours = { train: "blue", validation: "orange", "surface-raised": "white", "run-1": "rgb(1, 2, 3)", "run-2": "rgb(4, 5, 6)" };

/** Two trials with two seeds each: validation losses of trial 1 are 1 ± 0.1·√2, of trial 2 twice as much. */
function history(more = []) {
  const list = [1, 2, 3, 4].map((run) => started(0, { run, name: `lane ${Math.ceil(run / 2)}`, trial: Math.ceil(run / 2), repetition: (run - 1) % 2, validation_loss: 2 }));
  for (const number of [1, 2]) for (const run of [1, 2, 3, 4]) list.push(epoch(number, { run, validation_loss: Math.ceil(run / 2) * (run % 2 ? 0.9 : 1.1) }));
  return fold(emptyHistory(), [...list, ...more].map((event, index) => ({ ...event, seq: index + 1 })));
}

test("runs of several seeds become one mean line with a band for each trial", () => {
  const { traces } = lossFigure("…")(history(), colours);
  equal(traces.map(({ name, fill }) => [name, Boolean(fill)]), [["lane 1", false], ["± standard deviation", true], ["± standard deviation", true], ["lane 2", false]]);
  equal([...traces[0].y].map((value) => value.toFixed(3)), ["2.000", "1.000", "1.000"]);
  equal([traces[0].line.color, traces[3].line.color, traces[1].fillcolor], ["rgb(1, 2, 3)", "rgb(4, 5, 6)", "rgba(1, 2, 3, 0.16)"]);
  equal([...traces[1].y].map((value) => value.toFixed(3)), ["2.000", "1.141", "1.141", "0.859", "0.859", "2.000"]);
  ok(traces[1].legendgroup === traces[0].legendgroup && traces[1].showlegend === false);
});

test("an epoch is averaged once every seed that trains has told it", () => {
  const ahead = history([epoch(3, { run: 1, validation_loss: 0.5 })]);
  const of = (found) => averaged(lanesOf([...found.runs.values()])[0].runs, "validation_loss").rows.at(-1);
  equal(of(ahead), { epoch: 3, mean: null, deviation: null, count: 0 });
  const alone = history([finished(0, { run: 2, epochs: 2 }), epoch(3, { run: 1, validation_loss: 0.5 })]);
  equal(of(alone), { epoch: 3, mean: 0.5, deviation: null, count: 1 });
});

test("of very many trials the best ones keep all their seeds", () => {
  const list = Array.from({ length: 90 }, (_, index) => started(0, { run: index + 1, name: `lane ${Math.floor(index / 2) + 1}`, trial: Math.floor(index / 2) + 1, repetition: index % 2 }));
  const ends = list.map(({ run, trial }) => epoch(1, { run, validation_loss: trial }));
  const found = fold(emptyHistory(), [...list, ...ends].map((event, index) => ({ ...event, seq: index + 1 })));
  const { traces, layout } = lossFigure("…")(found, colours);
  equal([traces.length, traces.at(-1).name, layout.yaxis.title.text], [40, "lane 40", "validation loss (…), best 40 of 45"]);
  equal(traces[0].customdata[1], "± 0.0");
});

test("one seed each is no band", () => {
  const lanes = lanesOf([...history().runs.values()].filter(({ number }) => number % 2));
  ok(!repeated(lanes));
  equal(bandTraces(lanes, "validation_loss", { look: () => ({ colour: "red" }), named: true }).length, 2);
});
