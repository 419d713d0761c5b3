import { LiveExperiment } from "/static/js/live.js";
import { equal, test } from "./check.js";

function answering(live, meanwhile) {
  const real = window.fetch;
  window.fetch = async () => {
    meanwhile();
    return new Response(JSON.stringify({ status: { state: "running", desired: "stop" } }));
  };
  return live.control("stop").finally(() => { window.fetch = real; });
}

test("the answer to a button is shown at once", async () => {
  const live = new LiveExperiment("abc");
  await answering(live, () => {});
  equal(live.status.desired, "stop");
});

test("an answer that comes late does not overwrite what the stream told", async () => {
  const live = new LiveExperiment("abc");
  await answering(live, () => live.receive({ events: [], status: { state: "finished" } }));
  equal(live.status.state, "finished");
});
