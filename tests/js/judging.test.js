import { leadingRun } from "/static/js/search/leading.js";
import { judged, lead } from "/static/js/search/judging.js";
import { critical, deviation, interval, within } from "/static/js/search/student.js";
import { trialsOf } from "/static/js/search/trials.js";
import { verdictInWords } from "/static/js/search/verdict-words.js";
import { equal, ok, test } from "./check.js";

/** A trial whose runs have these best validation losses, by seed; null: diverged. */
function trial(number, losses, name = `lane ${number}`) {
  const runs = losses.map((value, repetition) => ({
    failed: null, finished: { reason: value === null ? "diverged" : "epochs" }, columns: {}, started: { trial: number, repetition }, best: value === null ? {} : { validation_loss: { value } },
  }));
  const known = losses.filter((value) => value !== null);
  const score = known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
  return { number, name, runs, score, deviation: deviation(known) };
}

const near = (one, other, tolerance = 5e-4) => Math.abs(one - other) < tolerance;

test("critical values are those of the tables of Student's t", () => {
  for (const [degrees, confidence, value] of [[1, 0.95, 12.7062], [2, 0.95, 4.3027], [4, 0.95, 2.7764], [9, 0.99, 3.2498], [30, 0.95, 2.0423], [49, 0.95, 2.0096]]) {
    ok(near(critical(degrees, confidence), value), `${degrees} degrees: ${critical(degrees, confidence)}`);
  }
  ok(near(within(1, 1), 0.5) && near(within(0, 7), 0));
});

test("an interval is the mean ± t·s/√n", () => {
  const { mean, deviation: spread, low, high } = interval([0.1, 0.2, 0.3]);
  ok(near(mean, 0.2) && near(spread, 0.1) && near(high - mean, 4.3027 * 0.1 / Math.sqrt(3)) && near(mean - low, high - mean));
  equal(interval([0.5]), { count: 1, mean: 0.5, deviation: null, low: null, high: null });
});

test("seeds that both lanes share are compared with each other", () => {
  // Seed 1 is hard for both: means alone would drown the steady difference.
  const [one, other] = [trial(1, [0.1, 0.9, 0.2]), trial(2, [0.15, 0.96, 0.25])];
  ok(near(lead(one, other, "validation_loss").mean, 0.16 / 3));
  ok(lead(one, other, "validation_loss").low > 0);
  equal(lead(one, trial(3, [null, 0.96, null]), "validation_loss").count, 1);
});

test("a lead is clear only against every other lane", () => {
  const best = trial(1, [0.1, 0.11, 0.12]);
  const far = trial(2, [0.5, 0.52, 0.51]);
  const near_ = trial(3, [0.13, 0.09, 0.14]);
  equal(judged([far, best], "validation_loss").clear, true);
  const all = judged([far, near_, best], "validation_loss");
  equal([all.leader.number, all.clear, all.others.map(({ trial: each, apart }) => [each.number, apart])], [1, false, [[3, false], [2, true]]]);
});

test("of one seed each nothing is claimed, and of one lane nothing is said", () => {
  const found = judged([trial(1, [0.1]), trial(2, [0.5])], "validation_loss");
  equal([found.clear, found.others[0].apart], [null, null]);
  equal(judged([trial(1, [0.1]), trial(2, [null])], "validation_loss"), null);
  const told = verdictInWords(found, "validation_loss", { over: true, trials: 2 });
  equal([told.tone, told.title, told.advice], ["unknown", "lane 1 leads by 0.400", "repeat"]);
  ok(told.detail.includes("One seed each"));
});

test("lanes with the same score are level", () => {
  const found = judged([trial(1, [0.1]), trial(2, [0.1]), trial(3, [0.5])], "validation_loss");
  equal(verdictInWords(found, "validation_loss", { over: true, trials: 3 }).title, "lane 1 is level with lane 2");
});

test("a lane where a seed diverged does not lead by the seeds that are left", () => {
  const found = judged([trial(1, [0.05, null, 0.06]), trial(2, [0.1, 0.11, 0.12])], "validation_loss");
  equal([found.leader.number, found.others[0].apart, found.others[0].lost], [2, true, 1]);
});

test("accuracies are better when larger, and told in points", () => {
  const lane = (number, values) => {
    const made = trial(number, values);
    for (const run of made.runs) run.best = { validation_accuracy: run.best.validation_loss };
    return made;
  };
  const found = judged([lane(1, [0.8, 0.81, 0.8]), lane(2, [0.9, 0.92, 0.91])], "validation_accuracy");
  const told = verdictInWords(found, "validation_accuracy", { over: true, trials: 2 });
  equal([found.leader.number, told.tone], [2, "clear"]);
  ok(told.title.includes("10.7 points") && told.detail.includes("95 % interval"), told.title + told.detail);
});

test("lanes within seed noise are told so, and that more seeds would tell", () => {
  const told = verdictInWords(judged([trial(1, [0.1, 0.2, 0.3]), trial(2, [0.12, 0.17, 0.35])], "validation_loss"), "validation_loss", { over: true, trials: 2 });
  equal([told.tone, told.advice, told.title], ["noise", "repeat", "Within seed noise: lane 1 cannot be told from lane 2"]);
  ok(told.detail.includes("holds zero"));
});

test("while lanes are at different epochs the verdict says so", () => {
  const found = judged([trial(1, [0.1]), trial(2, [0.5])], "validation_loss");
  const told = (over, epochs) => verdictInWords(found, "validation_loss", { over, trials: 2, epochs }).detail;
  ok(told(false, [1, 18]).endsWith("They are at epochs 1 to 18: the lead may come from that alone."), told(false, [1, 18]));
  ok(told(false, [17, 18]) === told(false, []) && told(true, [1, 18]) === told(true, []));
});

test("lanes that came to nothing are named", () => {
  const gone = [trial(3, [null, null], "wild")];
  const told = verdictInWords(judged([trial(1, [0.1, 0.2]), trial(2, [0.3, 0.4]), ...gone], "validation_loss"), "validation_loss", { over: true, trials: 3, gone, left: ["lane 1", "lane 2"] });
  ok(told.detail.endsWith(" wild diverged."), told.detail);
  const only = verdictInWords(null, "validation_loss", { over: true, trials: 2, gone, left: ["lane 1"] });
  equal([only.title, only.detail], ["Only lane 1 came to an end that counts", "wild diverged."]);
});

test("lanes that are the same are called different in no more than one of twenty races", () => {
  let state = 7;
  const uniform = () => ((state = (Math.imul(state, 1103515245) + 12345) >>> 0) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const claims = (lanes) => {
    let claimed = 0;
    for (let race = 0; race < 1000; race += 1) {
      const hard = [0, 1, 2, 3, 4].map(() => normal());
      const trials = Array.from({ length: lanes }, (_, lane) => trial(lane + 1, hard.map((seed) => 5 + seed + 0.3 * normal())));
      claimed += judged(trials, "validation_loss").clear;
    }
    return claimed / 1000;
  };
  const [two, four] = [claims(2), claims(4)];
  ok(two > 0.02 && two < 0.07, `two lanes: ${two}`);
  ok(four < 0.05, `four lanes: ${four}`);
});

/** A run of a trial with its best validation loss and accuracy, and how it ended. */
function run(number, lane, loss, accuracy = null, reason = "epochs") {
  const best = { validation_loss: { value: loss, epoch: 1 }, ...(accuracy === null ? {} : { validation_accuracy: { value: accuracy, epoch: 1 } }) };
  return { number, failed: null, finished: { reason }, columns: { epoch: [0, 1] }, started: { trial: lane, repetition: 0, name: `lane ${lane}` }, best };
}

test("a run that diverged leads nowhere, however good it was before", () => {
  const runs = [run(1, 1, 0.01, null, "diverged"), run(2, 2, 0.5)];
  equal(trialsOf(runs, "validation_loss").map(({ score }) => score), [null, 0.5]);
  equal(leadingRun(runs, "validation_loss").number, 2);
});

test("the run that stands for all is the best of the best trial, by what chooses", () => {
  const seeds = [run(1, 1, 0.1, 0.8), run(2, 1, 0.9, 0.8), run(3, 2, 0.4, 0.9), run(4, 2, 0.3, 0.7)];
  equal(leadingRun(seeds, "validation_loss").number, 4);
  equal(leadingRun(seeds.slice(0, 3), "validation_accuracy").number, 3);
  equal([leadingRun([], "validation_loss"), leadingRun(seeds.slice(0, 1), "validation_loss").number], [null, 1]);
});
