import { emptyHistory, fold } from "/static/js/history.js";
import { describe } from "/static/js/status.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started } from "./events.js";

const base = { state: "waiting", reason: null, desired: "run", epoch: 0, epochs: 100, place: 3, workers: 2, device: null, sentence: "" };
const say = (change, events = []) => describe({ ...base, ...change }, fold(emptyHistory(), events));

test("before Train the page is ready", () => {
  equal(describe(null, emptyHistory()).title, "Ready");
});

test("waiting tells the place in the queue", () => {
  equal(say({}).title, "Waiting: 3rd in the queue");
});

test("waiting tells the server's own words about what comes first", () => {
  equal(say({ waits: "2 runs of others come first." }).detail, "2 runs of others come first.");
  equal(say({ waits: null }).detail, "2 workers at work.");
  equal(say({ place: null, waits: "Your own other run trains." }).title, "Waiting");
});

test("no worker alive is said, waiting or running", () => {
  ok(say({ workers: 0 }).title.includes("no worker is running"));
  ok(say({ workers: 0, state: "running", epoch: 4 }).title.includes("no worker is running"));
});

test("running tells epoch, speed and device", () => {
  const said = say({ state: "running", epoch: 3, device: "cpu" }, [started(), epoch(1), epoch(2), epoch(3)]);
  equal(said.title, "Training: epoch 3 of 100");
  equal(said.detail, "10.0 epochs per second on the processor");
});

test("pausing is said before the pause has come", () => {
  equal(say({ state: "running", epoch: 3, desired: "pause" }).title, "Pausing after epoch 3 of 100");
});

test("diverged tells the epoch and the explanation of the run", () => {
  const said = say({ state: "finished", reason: "diverged", epoch: 7 }, [started(), finished(2, { reason: "diverged", epochs: 7, explanation: "The loss is not finite." })]);
  equal([said.tone, said.title, said.detail], ["broken", "Diverged at epoch 7", "The loss is not finite."]);
});

test("epochs that were lowered too late are not counted against", () => {
  equal(say({ state: "finished", reason: "epochs", epoch: 793, epochs: 748 }).title, "Finished: 793 epochs");
  equal(say({ state: "finished", reason: "epochs", epoch: 1, epochs: 2 }).title, "Finished: 1 epoch");
});

test("every ending has its own words", () => {
  equal(say({ state: "finished", reason: "stopped early", epoch: 9 }).title, "Stopped early at epoch 9");
  equal(say({ state: "finished", reason: "threshold", epoch: 9 }).title, "Stopped at the threshold in epoch 9");
  equal(say({ state: "finished", reason: "stopped by user", epoch: 9 }).title, "Stopped at epoch 9");
  equal(say({ state: "finished", reason: "epochs", epoch: 100 }).title, "Finished: 100 of 100 epochs");
  equal(say({ state: "failed", reason: "Three workers died." }).detail, "Three workers died.");
});

test("separate validation that holds up the training is told", () => {
  const status = { state: "running", epoch: 40, epochs: 40, workers: 2, validators: 1, validating: 3, held_up: true, trained: true };
  equal(describe(status, emptyHistory()).title, "Validating the last epochs");
  equal(describe(status, emptyHistory()).detail, "3 epochs to go; training is done.");
  equal(describe({ ...status, epochs: 90, trained: false }, emptyHistory()).title, "At epoch 40 of 90: waiting for validation");
  const alone = describe({ ...status, validators: 0 }, emptyHistory());
  equal([alone.tone, alone.title], ["waiting", "Waiting: no validation worker is running"]);
  ok(describe({ ...status, held_up: false, validators: 0 }, emptyHistory()).detail.includes("no validation worker is running"));
  ok(!describe({ ...status, held_up: false, validating: 0, validators: 0 }, emptyHistory()).detail.includes("validation"));
});

test("another kind of machine that went on is told whatever the state", () => {
  for (const state of ["running", "paused", "finished"]) ok(say({ state, epoch: 9, moved_at: 7 }).detail.includes("From epoch 7 on another kind of machine"), state);
  ok(!say({ state: "running", epoch: 9, moved_at: null }).detail.includes("machine"));
});

test("who waits for a GPU is told that none is there", () => {
  equal(say({ workers: 0, wanted_device: "cuda" }).title, "Waiting: no GPU worker is running");
});
