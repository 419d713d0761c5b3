import { networkSize, Player } from "/static/js/network/player.js";
import { Stage } from "/static/js/network/stage.js";
import { equal, ok, test } from "./check.js";

const SCENE = { parameters: 1, layers: [], weights: Float32Array.of(-1) };

/** A player whose clock stands still until the test moves it. */
function playing({ api = {}, live = new EventTarget() } = {}) {
  const stage = new Stage();
  const shown = [];
  const frames = [];
  const time = { now: 0 };
  const player = new Player(stage, { api, clock: () => time.now, nextFrame: (draw) => frames.push(draw) });
  player.watch(live);
  stage.setScene(SCENE);
  stage.addEventListener("frame", () => shown.push([stage.epoch, stage.weights[0]]));
  const bring = (...epochs) => live.dispatchEvent(new CustomEvent("weights", {
    detail: { weights: epochs.map((epoch) => ({ run: 1, epoch, data: Float32Array.of(epoch) })) },
  }));
  /** Lets that many milliseconds pass, with a frame of the screen every ten. */
  const pass = (milliseconds) => {
    for (let each = 0; each < milliseconds; each += 10) {
      time.now += 10;
      frames.splice(0).forEach((draw) => draw());
    }
  };
  return { stage, player, live, shown, bring, pass };
}

test("weights that come together are shown one by one until the next ones are due", () => {
  const { shown, bring, pass } = playing();
  bring(1, 2, 3, 4);
  pass(10);
  equal(shown, [[1, 1]]);
  pass(40);
  equal(shown.length, 3);
  pass(50);
  equal(shown, [[1, 1], [2, 2], [3, 3], [4, 4]]);
});

test("what comes faster than it can be shown is squeezed, in order and without delay", () => {
  const { shown, bring, pass } = playing();
  for (let epoch = 1; epoch < 100; epoch += 10) {
    bring(...Array.from({ length: 10 }, (_, index) => epoch + index));
    pass(50);
  }
  pass(100);
  const epochs = shown.map(([epoch]) => epoch);
  equal(epochs, [...epochs].sort((one, other) => one - other));
  equal(epochs.at(-1), 100);
  ok(epochs.length > 40, `only ${epochs.length} were shown`);
});

test("weights of another run or another network are not shown", () => {
  const { live, shown, pass } = playing();
  const frame = (run, ...data) => ({ run, epoch: 1, data: Float32Array.from(data) });
  live.dispatchEvent(new CustomEvent("weights", { detail: { weights: [frame(2, 7), frame(1, 7, 7)] } }));
  pass(300);
  equal(shown, []);
});

test("who travels in time is not disturbed and comes back to the newest", () => {
  const { stage, player, shown, bring, pass } = playing();
  player.hold();
  stage.setFrame({ epoch: 3, weights: Float32Array.of(3) });
  bring(10, 11);
  pass(300);
  equal(shown, [[3, 3]]);
  player.follow();
  equal(shown.at(-1), [11, 11]);
});

test("before anything trains the first weights are shown, and after a reset again", () => {
  const { stage, player, bring, pass } = playing();
  player.catchUp();
  equal([stage.epoch, stage.weights[0]], [0, -1]);
  bring(5);
  pass(50);
  player.watch(null);
  player.catchUp();
  equal([stage.epoch, stage.weights[0]], [0, -1]);
});

test("an experiment that was opened later is asked for its newest weights", async () => {
  const asked = [];
  const api = { getWeights: async (...question) => (asked.push(question), { weights: [{ run: 1, epoch: 40, data: btoa("\x00\x00\x80?") }] }) };
  const live = Object.assign(new EventTarget(), { id: "abc", status: { state: "finished" } });
  const { stage, pass } = playing({ api, live });
  await new Promise((done) => setTimeout(done));
  pass(50);
  equal(asked, [["abc", 1, "newest"]]);
  equal([stage.epoch, stage.weights[0]], [40, 1]);
});

test("running statistics belong to the network", () => {
  equal(networkSize({ parameters: 10, layers: [{ normalization: "batch", units: 3 }, { normalization: "layer", units: 5 }] }), 16);
});

test("another run than the one that goes live is asked for, when it is chosen and when it has ended", async () => {
  const asked = [];
  const api = { getWeights: async (...question) => (asked.push(question), { weights: [{ run: 2, epoch: 7, data: btoa("\x00\x00\x80?") }] }) };
  const live = Object.assign(new EventTarget(), { id: "abc", status: null });
  const { stage, player, bring, pass } = playing({ api, live });
  player.choose(2);
  await new Promise((done) => setTimeout(done));
  pass(50);
  equal(asked, [["abc", 2, "newest"]]);
  equal([stage.run, stage.epoch], [2, 7]);
  bring(9);
  pass(300);
  equal(stage.epoch, 7);
  live.dispatchEvent(new CustomEvent("change", { detail: { events: [{ type: "run_finished", run: 2 }] } }));
  equal(asked.length, 2);
  player.watch(null);
  equal([stage.run, player.later], [1, null]);
});
