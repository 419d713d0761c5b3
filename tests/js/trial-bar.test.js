import { make } from "/static/js/elements.js";
import { TrialBar } from "/static/js/search/trial-bar.js";
import { trialsOf } from "/static/js/search/trials.js";
import { equal, test } from "./check.js";

const run = (number, state, trial = number, repetition = 0) => ({ number, state, trial, repetition, name: `trial ${trial}`, epoch: 3 });

/** A bar that shows one of these runs; `asked` gathers what it asks for. */
function barOf(runs, shown, seeds, mine = true) {
  const asked = [];
  if (!document.querySelector("[data-notices]")) document.body.append(make("div", { "data-notices": true }));
  const bar = new TrialBar(make("div", {}), { mine: () => mine, control: async (...wish) => asked.push(wish) });
  const spec = { vary: { seeds }, stopping: { epochs: 10 } };
  bar.show({ trials: trialsOf(runs, "validation_loss"), live: { id: "e" }, spec }, shown, null);
  return { asked, bar, acts: [...bar.element.querySelectorAll("button[data-trial-act]")].map((button) => button.textContent) };
}

test("a trial of several seeds is stopped with all of them, also by the one that has ended", async () => {
  const runs = [run(1, "running", 1), run(2, "running", 1, 1), run(3, "finished", 2), run(4, "running", 2, 1)];
  const { bar, asked, acts } = barOf(runs, 3, 2);
  equal(acts, ["Fork", "Stop this trial", "Train it longer"]);
  await bar.act("stop");
  equal(asked, [["stop", { trial: 2 }]]);
});

test("a trial of one seed is stopped as the run it is", async () => {
  const { bar, asked, acts } = barOf([run(1, "running"), run(2, "waiting")], 2, 1);
  equal(acts, ["Fork", "Stop it"]);
  await bar.act("stop");
  equal(asked, [["stop", { run: 2 }]]);
});

test("nobody stops what has ended, or what belongs to someone else", () => {
  equal(barOf([run(1, "finished", 1), run(2, "finished", 1, 1)], 1, 2).acts, ["Fork", "Train it longer"]);
  equal(barOf([run(1, "running", 1), run(2, "running", 1, 1)], 1, 2, false).acts, ["Fork"]);
});
