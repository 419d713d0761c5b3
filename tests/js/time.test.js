import { emptyHistory, firstRun, fold } from "/static/js/history.js";
import { replaced } from "/static/js/schema.js";
import { KeptFrames } from "/static/js/network/time/kept-frames.js";
import { advanced, figureAt, placeOf, reading, settingsAt } from "/static/js/network/time/moments.js";
import { differenceInWords, largestDifference } from "/static/js/network/time/difference.js";
import { Kinship } from "/static/js/network/time/kinship.js";
import { TimeSlider } from "/static/js/network/time/slider.js";
import { openDesk } from "/static/js/desk.js";
import { Stage } from "/static/js/network/stage.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started } from "./events.js";
import { plane } from "./scenes.js";

const trained = (epochs, more = {}) => firstRun(fold(emptyHistory(), [started(), ...Array.from({ length: epochs }, (_, index) => epoch(index + 1)), ...(more.end ? [finished(epochs + 2, more.end)] : [])]));

test("an epoch that is not known stands at the one before it", () => {
  const epochs = [0, 1, 2, 4, 8, 16];
  equal([0, 3, 8, 100].map((each) => placeOf(epochs, each)), [0, 2, 4, 5]);
  equal(placeOf([], 3), -1);
});

test("a playback keeps its speed whatever the pace of the screen", () => {
  let [steps, rest] = [0, 0];
  for (let frame = 0; frame < 60; frame += 1) {
    const moved = advanced(rest + 1 / 60, 20);
    [steps, rest] = [steps + moved.steps, moved.rest];
  }
  ok(steps === 20 || steps === 19, `${steps}`);
  equal(advanced(1, 60).steps, 60);
});

test("an epoch is read with its figures, not the newest ones", () => {
  const run = trained(5);
  equal(reading(run, 3, 100), "epoch 3 of 100 · training loss 0.200 · validation loss 0.233 · validation accuracy 80.0\u202f%");
  equal(reading(null, 0, 100), "epoch 0 of 100");
  equal(figureAt(run, "train_loss", 0), 0.7);
  equal(figureAt(run, "gradient_norm", 0), null);
});

test("a thinned run tells the row before an epoch", () => {
  equal(figureAt({ columns: { epoch: [0, 10, 20], train_loss: [3, 2, 1] } }, "train_loss", 17), 2);
});

test("settings at an epoch have the changes up to it and no typed weights", () => {
  const changes = [
    { path: "optimizer.learning_rate", new: 0.1, epoch: 3 }, { path: "weights.1.0.0", new: 2, epoch: 3 }, { path: "optimizer.learning_rate", new: 0.2, epoch: 7 },
  ];
  const spec = { optimizer: { learning_rate: 0.03 } };
  equal([2, 3, 7].map((each) => settingsAt(spec, changes, each, replaced)), [0.03, 0.1, 0.2].map((rate) => ({ optimizer: { learning_rate: rate } })));
});

test("equal runs differ by nothing, to the last bit and the machine", () => {
  const end = { fingerprint: "torch 2, avx" };
  const [one, other] = [trained(3, { end }), trained(3, { end })];
  equal(largestDifference(one, other), { value: 0, epoch: null, metric: null, epochs: 4 });
  equal(differenceInWords(one, other), "Largest difference: 0 at every epoch: identical bits, same machine fingerprint.");
  equal(differenceInWords(trained(2), other), "Largest difference so far: 0 at each of 3 epochs.");
});

test("the largest difference names its epoch, its figure and the part of the machine that differs", () => {
  const one = trained(3, { end: { fingerprint: "torch 2, avx, threads 1", weights_sha256: "1" } });
  const other = trained(3, { end: { fingerprint: "torch 2, neon, threads 1", weights_sha256: "2" } });
  other.columns.validation_loss[2] += 0.25;
  other.columns.train_loss[1] += 0.125;
  equal(largestDifference(one, other).value, 0.25);
  equal(differenceInWords(one, other), "Largest difference: 0.250 in the validation loss at epoch 2. The machine differs: avx here, neon in the record.");
  equal(differenceInWords(one, other, { from: 3 }).slice(0, 40), "Figures equal at every epoch, but the fi");
  equal(differenceInWords(one, other, { changed: true }), "Largest difference: 0.250 in the validation loss at epoch 2.");
});

test("a figure that only one run has is no small difference", () => {
  const [one, other] = [trained(3), trained(3)];
  other.columns.train_loss[3] = null;
  equal(largestDifference(one, other), { value: Infinity, epoch: 3, metric: "train_loss", epochs: 4 });
  ok(differenceInWords(one, other).includes("which only one of them has"));
});

class FakeServer {
  /** `room`: how many epochs fit into one answer. */
  constructor(room = Infinity) {
    Object.assign(this, { room, questions: [] });
  }

  async getWeights(id, run, epochs = "") {
    this.questions.push(epochs);
    if (!epochs) return { epochs: [0, 1, 2, 4, 8] };
    const asked = epochs.split(",").map(Number);
    const data = (epoch) => btoa(String.fromCharCode(...new Uint8Array(Float32Array.of(epoch).buffer)));
    return { weights: asked.slice(0, this.room).map((epoch) => ({ run, epoch, data: data(epoch) })), more: asked.slice(this.room) };
  }
}

async function following({ room, most } = {}) {
  const server = new FakeServer(room);
  const frames = new KeptFrames(server, most);
  const live = Object.assign(new EventTarget(), { id: "x" });
  const listed = new Promise((done) => { frames.addEventListener("change", done, { once: true }); });
  frames.follow(live, 1);
  await listed;
  return { server, frames, live };
}

test("kept weights are asked for in portions, and never twice", async () => {
  const { server, frames } = await following();
  equal(frames.epochs, [0, 1, 2, 4, 8]);
  const [one, other] = await Promise.all([frames.load(1), frames.load(4)]);
  equal([[...one], [...other]], [[1], [4]]);
  await frames.load(8);
  equal(server.questions, ["", "1,2,4,8"]);
  equal([...(await frames.load(0))], [0]);
});

test("epochs that found no room in an answer are asked for again", async () => {
  const { server, frames } = await following({ room: 1 });
  const found = await Promise.all([1, 4, 8].map((epoch) => frames.load(epoch)));
  equal(found.map((weights) => weights && [...weights]), [[1], [4], [8]]);
  equal(server.questions, ["", "1,2,4,8", "4,8", "8"]);
});

test("an epoch that is not known is not asked for", async () => {
  const { server, frames } = await following();
  equal(await frames.load(3), null);
  equal(server.questions, [""]);
});

test("what nobody else keeps is the last to be dropped", async () => {
  const { frames, live } = await following({ most: 12 });
  const hear = (...epochs) => live.dispatchEvent(new CustomEvent("weights", { detail: { weights: epochs.map((each) => ({ run: 1, epoch: each, data: Float32Array.of(each) })) } }));
  hear(3, 4, 9);
  hear(10);
  equal([3, 4, 9, 10].map((each) => Boolean(frames.get(each))), [true, false, true, true]);
  equal(frames.epochs, [0, 1, 2, 3, 4, 8, 9, 10]);
  equal([...(await frames.load(8))], [8]);
  hear(11, 12, 13);
  equal(frames.epochs, [0, 1, 2, 4, 8, 11, 12, 13]);
});

test("weights that were seen while it trained can be gone back to", async () => {
  const { server, frames, live } = await following();
  live.dispatchEvent(new CustomEvent("weights", { detail: { weights: [{ run: 1, epoch: 3, data: Float32Array.of(7) }, { run: 2, epoch: 5, data: Float32Array.of(9) }] } }));
  equal(frames.epochs, [0, 1, 2, 3, 4, 8]);
  equal([...(await frames.load(3))], [7]);
  equal(server.questions, [""]);
  live.dispatchEvent(new CustomEvent("weights", { detail: { weights: [{ run: 1, epoch: 3, data: Float32Array.of(8) }] } }));
  equal([...frames.get(3)], [8]);
});

test("another experiment begins with nothing of the one before", async () => {
  const { frames, live } = await following();
  await frames.load(4);
  frames.follow(null, 1);
  live.dispatchEvent(new CustomEvent("weights", { detail: { weights: [{ run: 1, epoch: 9, data: Float32Array.of(7) }] } }));
  equal([frames.epochs, frames.get(4)], [[], null]);
});

test("a weight cannot be typed into an earlier epoch", async () => {
  const desk = openDesk({ live: { id: "x", status: { state: "running" }, active: true }, fresh: [] });
  const said = await desk.edit("weights.1.0.0", 2, { travelled: 3 }).catch(({ message }) => message);
  equal(said, "This is an earlier epoch: go to the newest one, or branch from here.");
});

test("a run that did not keep the epoch on show is shown at the nearest one that it kept", async () => {
  const stage = new Stage();
  const slider = new TimeSlider(document.createElement("div"), stage, { readOnly: true });
  slider.frames.api = new FakeServer();
  const live = Object.assign(new EventTarget(), { id: "x", spec: {}, history: emptyHistory(), status: null, active: false });
  stage.travel(7);
  const drawn = new Promise((done) => { stage.addEventListener("frame", done, { once: true }); });
  stage.setScene(plane());
  slider.frames.follow(live, 1);
  await drawn;
  equal([stage.travelled, stage.epoch, [...stage.weights]], [4, 4, [4]]);
});

test("another relative does not keep the sentence of the one before", () => {
  const kinship = new Kinship(document.createElement("p"), { getHistory: () => new Promise(() => {}) });
  const end = { fingerprint: "torch 2, avx" };
  const relative = () => ({ history: { runs: new Map([[1, trained(3, { end })]]), compared: { runs: new Map([[1, trained(3, { end })]]) } }, kin: { parent: "p", again: true, branched_at: null } });
  kinship.show(relative());
  ok(kinship.result.textContent.startsWith("Largest difference: 0"), kinship.result.textContent);
  const other = relative();
  other.history.compared = undefined;
  kinship.show(other);
  equal(kinship.result.textContent, "");
  Object.assign(other.history, relative().history);
  kinship.show(other);
  ok(kinship.result.textContent.startsWith("Largest difference: 0"), kinship.result.textContent);
});
