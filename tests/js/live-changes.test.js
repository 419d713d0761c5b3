import { LiveChanges } from "/static/js/live-changes.js";
import { at, replaced } from "/static/js/schema.js";
import { equal, test } from "./check.js";

/** A page whose experiment trains with rate 0.03, and what it sends. */
function training({ refuses = false } = {}) {
  const sent = [];
  const page = {
    live: { id: "abc", active: true },
    base: { rate: 0.03, units: 4 },
    form: { value: { rate: 0.03, units: 4 }, get: (path) => at(page.form.value, path), isLive: (path) => path === "rate" },
    guarded: (action) => action().catch(() => {}),
  };
  const change = async (_, set) => {
    sent.push(set.rate);
    if (refuses) throw new Error("refused");
  };
  const changes = new LiveChanges(page, { api: { change }, thinking: 0 });
  const sets = async (rate) => {
    page.form.value = { ...page.form.value, rate };
    changes.sendWithin("rate");
    await new Promise((ready) => setTimeout(ready, 10));
  };
  const tells = (rate) => {
    page.base = replaced(page.base, "rate", rate);
    changes.arrived();
  };
  return { page, changes, sent, sets, tells };
}

test("Going back before the change has arrived is sent as well", async () => {
  const { changes, sent, sets, tells } = training();
  await sets(0.1);
  await sets(0.03);
  equal(sent, [0.1, 0.03]);
  tells(0.1);
  equal(changes.expected.rate, 0.03);
  tells(0.03);
  equal([changes.expected.rate, changes.asked.size], [0.03, 0]);
});

test("What is on its way is not asked for again", async () => {
  const { sent, sets } = training();
  await sets(0.1);
  await sets(0.1);
  equal(sent, [0.1]);
});

test("What was refused may be asked for again", async () => {
  const { changes, sent, sets } = training({ refuses: true });
  await sets(0.1);
  equal(changes.asked.size, 0);
  await sets(0.1);
  equal(sent, [0.1, 0.1]);
});

test("Another experiment was asked for nothing, and a setting that is not live is not sent", async () => {
  const { page, changes, sent, sets } = training();
  await sets(0.1);
  changes.begin();
  equal(changes.expected.rate, 0.03);
  page.form.value = { rate: 0.03, units: 8 };
  changes.sendWithin("");
  await new Promise((ready) => setTimeout(ready, 10));
  equal(sent, [0.1]);
});
