import { arrow, head } from "/static/js/surface/arrows.js";
import { Clock } from "/static/js/surface/clock.js";
import { landscapeOf } from "/static/js/surface/landscape.js";
import { numberProblem } from "/static/js/surface/number-problem.js";
import { philox } from "/static/js/surface/noise.js";
import { raceFigure } from "/static/js/surface/race-figure.js";
import { Race } from "/static/js/surface/race.js";
import { RaceWalks } from "/static/js/surface/race-walks.js";
import { programOf } from "/static/js/surface/racer-programs.js";
import { limitWords, podium, rowsOf, standing } from "/static/js/surface/race-words.js";
import { rateMarks, rateScale } from "/static/js/surface/rate-scale.js";
import { chartSteps, Track } from "/static/js/surface/track.js";
import { equal, ok, test } from "./check.js";

const SGD = { constants: [], memory: [], code: [["multiply", "%1", "eta", "g"], ["subtract", "w", "w", "%1"]] };
const sgd = (rate) => ({ optimizer: { kind: "sgd", learning_rate: rate }, program: SGD });
const VALLEY = { kind: "quadratic", matrix: [[1, 0], [0, 200]], b: [0, 0] };
const colours = new Proxy({}, { get: (_, name) => name });

function raced(racers, { surface = VALLEY, start = [-4, 2], noise = 0, tolerance = 1e-6 } = {}) {
  const walks = new RaceWalks({ surface, l2: 0, racers: racers.map((racer, number) => ({ number, ...racer })), start, noise, seed: 0, tolerance });
  walks.goal = { steps: 0, ends: true };
  const tracks = racers.map(() => new Track(start.length));
  while (walks.busy) for (const { number, ...chunk } of walks.advance(Infinity).chunks) tracks[number].add(chunk);
  return tracks;
}

test("philox gives the published answers", () => {
  equal(philox([0, 0, 0, 0], [0, 0]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  equal(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]), [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
});

test("a race ends where everybody has arrived, lies still or has left", () => {
  const [slow, fast, wild] = raced([sgd(0.009), sgd(0.0095), sgd(0.0102)]);
  equal(slow.arrived, 880);
  ok(fast.arrived < slow.arrived && !fast.ended);
  equal(wild.ended.reason, "diverged");
  equal(wild.last, wild.ended.step);
  equal([slow.place(0), slow.values[0]], [[-4, 2], 408]);
  ok(slow.last >= 880 && slow.finished);
});

test("who begins in the minimum has arrived, and who finds no slope lies still", () => {
  equal(raced([sgd(0.01)], { start: [0, 0] })[0].arrived, 0);
  const saddle = { kind: "quadratic", matrix: [[2, 0], [0, -2]], b: [0, 0] };
  const [still] = raced([sgd(0.03)], { surface: saddle, start: [1, 0] });
  ok(still.arrived === null && still.rested > 0 && still.rested < 1000);
  const [fallen] = raced([sgd(0.03)], { surface: saddle, start: [1, 1e-9] });
  equal([fallen.ended.reason, fallen.rested], ["fell", null]);
});

test("walking in pieces is walking in one", () => {
  const walks = new RaceWalks({ surface: VALLEY, l2: 0, racers: [{ number: 0, ...sgd(0.009) }], start: [-4, 2], noise: 1, seed: 3, tolerance: 1e-6 });
  const track = new Track(2);
  for (const steps of [0, 1, 5, 200]) {
    walks.goal = { steps, ends: false };
    while (walks.busy) for (const chunk of walks.advance(0, () => 1).chunks) track.add(chunk);
    equal(track.last, steps);
  }
  const [whole] = raced([sgd(0.009)], { noise: 1 });
  ok(whole.length > 200);
  equal(track.place(200).length, 2);
  equal(track.velocity(0), [0, 0]);
  ok(Math.abs(track.velocity(7)[0] - (track.place(7)[0] - track.place(6)[0])) < 1e-15);
});

test("the clock plays at its speed and rests where the race is over", () => {
  let frame = null;
  const clock = new Clock({ known: () => 100, finish: () => 30, frame: (next) => { frame = next; } });
  clock.speed = 100;
  clock.play();
  frame(0);
  frame(50);
  equal(clock.step, 5);
  for (let time = 100; clock.playing; time += 50) frame(time);
  equal([clock.step, clock.furthest], [30, 30]);
  // Whoever wants to see what comes after the end may.
  clock.play();
  frame(0);
  frame(90);
  ok(clock.playing && clock.step === 39);
  clock.reset();
  equal([clock.step, clock.furthest, clock.playing], [0, 0, false]);
});

test("the clock waits for steps that are not known yet", () => {
  let frame = null;
  let known = 3;
  const clock = new Clock({ known: () => known, finish: () => null, frame: (next) => { frame = next; } });
  clock.speed = 1000;
  clock.play();
  for (const time of [0, 50, 100]) frame(time);
  equal(clock.step, 3);
  known = 1000;
  frame(150);
  equal(clock.step, 53);
});

test("the clock rests at the last step that a race may have", () => {
  let frame = null;
  const clock = new Clock({ known: () => 50, finish: () => null, most: 50, frame: (next) => { frame = next; } });
  clock.speed = 1000;
  clock.play();
  frame(0);
  frame(90);
  equal([clock.step, clock.playing], [50, false]);
});

test("rows say how everybody stands at the step on show", () => {
  const tracks = raced([sgd(0.009), sgd(0.0102)]);
  const racers = [sgd(0.009), { ...sgd(0.0102), name: "too fast" }];
  const titles = new Map([["sgd", "SGD"]]);
  const rows = (step) => rowsOf({ racers, tracks, step, lowest: 0, titles });
  equal(rows(0).map((row) => [row.name, row.standing.kind, row.above]), [["SGD", "under way", 408], ["too fast", "under way", 408]]);
  equal(rows(880)[0].standing.text, "arrived after 880");
  ok(rows(5000)[1].standing.text.startsWith("diverged at step"));
  equal(standing(undefined, 4).kind, "waiting");
  equal(standing(new Track(2), 4).text, "its rule cannot run");
  equal([...podium(tracks, 879)], []);
  equal([...podium(tracks, 880)], [[0, 1]]);
});

test("the chart shows what was walked, above the minimum where that is known", () => {
  const tracks = raced([sgd(0.009), sgd(0.0102)]);
  const racers = [{ number: 0, name: "SGD", track: tracks[0] }, { number: 1, name: "wild", track: tracks[1] }];
  ok(raceFigure({ racers, step: 0, lowest: 0, tolerance: 1e-6 }, colours).empty);
  const drawn = raceFigure({ racers, step: 50, lowest: 0, tolerance: 1e-6 }, colours);
  equal(drawn.traces.map(({ name, x }) => [name, x.length]), [["1 SGD", 51], ["2 wild", 51], ["arrived", 2]]);
  equal(drawn.traces[0].text.filter(Boolean), ["1"]);
  equal([drawn.traces[0].y[0], drawn.layout.xaxis.range], [408, [0, 50]]);
  equal(raceFigure({ racers, step: 5000, lowest: 0, tolerance: 1e-6 }, colours).layout.xaxis.type, "log");
  equal(raceFigure({ racers, step: 50, lowest: null, tolerance: 1e-6 }, colours).layout.yaxis.title.text, "error");
  equal(raceFigure({ racers, step: 50, lowest: null, tolerance: 1e-6 }, colours).linear, undefined);
  const steps = chartSteps(145_109);
  ok(steps.length <= 600 && steps.at(-1) === 145_109 && steps.every((step, index) => index === 0 || step > steps[index - 1]));
});

test("errors below 0 are drawn on a linear axis, and all of them", () => {
  const saddle = { kind: "quadratic", matrix: [[2, 0], [0, -2]], b: [0, 0] };
  const [track] = raced([sgd(0.03)], { surface: saddle, start: [1, 0.01] });
  const drawn = raceFigure({ racers: [{ number: 0, name: "SGD", track }], step: track.last, lowest: null, tolerance: 1e-6 }, colours);
  const { y } = drawn.traces[0];
  ok(y[0] > 0 && y.at(-1) < -1e3 && y.every(Number.isFinite));
  ok(drawn.linear.includes("no logarithm") && drawn.layout.yaxis.title.text.includes("linear"));
});

test("arrows keep their direction and stay in the picture", () => {
  const project = ([x, y]) => [100 * x, -100 * y];
  const long = arrow([0, 0], [30, 40], project);
  ok(Math.abs(long.y / long.x + 4 / 3) < 1e-9 && Math.hypot(long.x, long.y) < 97);
  const short = arrow([0, 0], [0.003, 0.004], project);
  ok(Math.hypot(short.x, short.y) >= 16 && Math.hypot(short.x, short.y) < Math.hypot(long.x, long.y));
  equal(arrow([0, 0], [0, 0], project), null);
  equal(head(10, 0, { x: 10, y: 0 }, 4), [[10, 0], [6, -2], [6, 2]]);
});

test("the slider of a rate reaches around what happens there", () => {
  const shape = landscapeOf(VALLEY).shape([0, 0]);
  const marks = rateMarks(shape, 0.019, "momentum");
  equal(marks.map(({ name }) => name), ["limit", "plain", "best"]);
  equal(rateMarks(shape, 0.01, "sgd").map(({ name }) => name), ["limit", "best"]);
  const scale = rateScale(marks, 0.009);
  ok(scale.low < 0.001 && scale.high > 0.019 && scale.high < 0.2);
  ok(Math.abs(scale.rate(scale.position(0.0123)) - 0.0123) < 1e-9);
  ok(rateScale(marks, 5).high === 5);
  ok(rateScale([], 0.03).position(0.03) > 0);
});

test("a rule that no server could read is asked about again, and then it races", async () => {
  const lab = Object.assign(new EventTarget(), {
    landscape: landscapeOf(VALLEY), startWeights: [-4, 2], programsOf: () => null, tell: (what) => lab.dispatchEvent(new Event(what)),
    state: { surface: VALLEY, racers: [{ optimizer: { kind: "written" } }], noise: 0, seed: 0, l2: 0, tolerance: 1e-6 },
  });
  let answers = 0;
  const sent = [];
  const worker = () => ({ postMessage: (message) => sent.push(message) });
  const race = new Race(lab, { worker, later: 1, programs: async () => ((answers += 1) > 2 ? SGD : undefined) });
  const waited = new Promise((done) => { race.addEventListener("tracks", done, { once: true }); });
  await waited;
  equal(standing(race.tracks[0], 0).text, "waits for the server");
  await new Promise((done) => { lab.addEventListener("rules", done, { once: true }); });
  for (let turn = 0; turn < 5 && !sent.length; turn += 1) await null;
  equal(sent[0].begin.racers.map(({ program }) => program), [SGD]);
  equal(standing(new Track(2), 0).text, "its rule cannot run");
});

test("limits are told in words", () => {
  const limit = { limit: 0.02, every: false, measured: false };
  equal(limitWords({ kind: "sgd", learning_rate: 0.01 }, limit), "Stable up to 0.02.");
  ok(limitWords({ kind: "sgd", learning_rate: 0.03 }, limit).includes("it diverges"));
  ok(limitWords({ kind: "sgd", learning_rate: 0.01 }, limit, "", true).includes("falls away at every rate"), "on a saddle no rate is stable");
  ok(limitWords({ kind: "adam" }, { limit: null, measured: true }).startsWith("No limit"));
  ok(limitWords({ kind: "amsgrad" }, { limit: null, measured: true }).includes("largest gradients so far"), "it does come to rest");
  ok(limitWords({ kind: "written" }, { limit: null, every: true, measured: true }).includes("signs"));
});

test("what a racer cannot race with is said in a sentence", () => {
  equal(numberProblem({ type: "number", minimum: 0, exclusiveMaximum: 1 }, 0.5), null);
  equal(numberProblem({ type: "number", minimum: 0, exclusiveMaximum: 1 }, 1), "This should be below 1.");
  equal(numberProblem({ type: "number" }, "fast"), "This should be a number.");
  equal(numberProblem({ type: "integer" }, 1.5), "This should be a whole number.");
  equal(numberProblem({ anyOf: [{ type: "number", minimum: 0 }, { type: "null" }] }, null), null);
  equal(numberProblem({ anyOf: [{ type: "number", minimum: 0 }, { type: "null" }] }, -1), "This should be at least 0.");
});

test("a rule is compiled once somebody has finished typing it", async () => {
  const asked = [];
  const { fetch } = window;
  window.fetch = async (_, { body }) => {
    asked.push(JSON.parse(body).rule);
    return new Response(JSON.stringify({ problems: [], program: SGD }), { status: 200 });
  };
  try {
    const schema = { properties: { optimizer: { oneOf: [{ properties: { kind: { const: "written" } } }] } } };
    const texts = ["w = w - e", "w = w - et", "w = w - eta*g", "w = w - eta*g"];
    const found = await Promise.all(texts.map((rule, index) => programOf(schema, { kind: "written", rule }, () => index >= 2)));
    equal(found, [null, null, SGD, SGD]);
    equal(asked, ["w = w - eta*g"]);
  } finally {
    window.fetch = fetch;
  }
});
