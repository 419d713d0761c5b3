import { Transport } from "/static/js/transport.js";
import { make } from "/static/js/elements.js";
import { equal, test } from "./check.js";

const transport = (actions) => new Transport(make("div", {}, make("button", { "data-action": "stop" }), make("button", { "data-action": "reset" })), actions);

test("after an unexpected error the buttons go on working", async () => {
  const done = [];
  const buttons = transport({ stop: async () => { throw new Error("unexpected"); }, reset: async () => done.push("reset") });
  const told = await buttons.act("stop").catch((error) => error.message);
  await buttons.act("reset");
  equal([told, done, buttons.element.hasAttribute("aria-busy")], ["unexpected", ["reset"], false]);
});

test("another press waits for the one before", async () => {
  const done = [];
  const slow = () => new Promise((ready) => setTimeout(() => { done.push("stop"); ready(); }, 20));
  const buttons = transport({ stop: slow, reset: async () => done.push("reset") });
  await Promise.all([buttons.act("stop"), buttons.act("reset")]);
  equal(done, ["stop", "reset"]);
});

test("a double click is one wish", async () => {
  const done = [];
  const buttons = new Transport(make("div", {}, make("button", { "data-action": "train" })), { train: () => done.push("train"), pause: () => done.push("pause") });
  const click = (detail) => buttons.button("train").dispatchEvent(new MouseEvent("click", { detail }));
  click(1);
  await buttons.queue;
  buttons.running = true;
  click(2);
  await buttons.queue;
  equal(done, ["train"]);
  click(1);
  await buttons.queue;
  equal(done, ["train", "pause"]);
});
