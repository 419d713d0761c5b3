import { lately } from "/static/js/search/lately.js";
import { Networks } from "/static/js/search/networks.js";
import { equal, ok, test } from "./check.js";

const pause = (milliseconds = 0) => new Promise((done) => { setTimeout(done, milliseconds); });
const live = (ended) => ({ id: "x", history: { runs: new Map(ended.map((epochs, index) => [index + 1, { finished: epochs && { epochs } }])) } });
const frame = (run, epoch) => ({ run, epoch, data: btoa("\0\0\0\0") });

/** A server with these answers, one after the other; `asked` are the runs of each question. */
function server(...answers) {
  const asked = [];
  return { asked, getNetworks: async (id, runs) => {
    asked.push([...runs]);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer;
  } };
}

test("networks that did not fit are asked for at once, and those that ended no more", async () => {
  const api = server({ weights: [frame(1, 5), frame(2, 5)], more: [3] }, { weights: [frame(3, 4)], more: [] });
  let told = 0;
  const networks = new Networks(() => { told += 1; }, api);
  const experiment = live([5, 5, 4]);
  networks.want(experiment, [1, 2, 3], true);
  await pause();
  equal(api.asked, [[1, 2, 3], [3]]);
  equal([told, [...networks.known.keys()]], [2, [1, 2, 3]]);
  networks.want(experiment, [1, 2, 3], true);
  networks.look();
  await pause();
  equal(api.asked.length, 2);
});

test("nobody who looks elsewhere asks for networks", async () => {
  const api = server({ weights: [], more: [] });
  const networks = new Networks(() => {}, api);
  networks.want(live([null]), [1], false);
  await pause();
  equal(api.asked, []);
  networks.want(networks.live, [1], true);
  await pause();
  equal(api.asked, [[1]]);
  networks.want(null, [], false);
});

test("a run that ends is asked for again", async () => {
  const api = server({ weights: [frame(1, 2)], more: [] }, { weights: [frame(1, 5)], more: [] });
  const networks = new Networks(() => {}, api);
  const experiment = live([null]);
  networks.want(experiment, [1], true);
  await pause();
  equal(networks.known.get(1).epoch, 2);
  experiment.history.runs.get(1).finished = { epochs: 5 };
  networks.want(experiment, [1], true);
  await pause();
  equal(networks.known.get(1).epoch, 5);
});

test("who goes back in time sees the networks of then, and afterwards the last ones again", async () => {
  const epochs = [];
  const api = { getNetworks: async (id, runs, at) => {
    epochs.push([at, [...runs]]);
    return { weights: runs.map((run) => frame(run, at ?? 5)), more: [] };
  } };
  const networks = new Networks(() => {}, api);
  const experiment = live([5, 5]);
  const known = () => [...networks.known.values()].map(({ epoch }) => epoch);
  for (const [at, there] of [[null, 5], [0, 0], [0, 0], [3, 3], [null, 5], [null, 5]]) {
    networks.want(experiment, [1, 2], true, at);
    await pause();
    equal(known(), [there, there]);
  }
  equal(epochs, [null, 0, 3, null].map((at) => [at, [1, 2]]));
  networks.want(experiment, [1, 2], true, 2);
  networks.want(experiment, [1, 2], true, 4);
  await pause();
  await pause();
  equal([known(), epochs.slice(-2).map(([at]) => at)], [[4, 4], [2, 4]]);
});

test("a server that cannot be reached is asked again", async () => {
  const api = server(Object.assign(new Error("away"), { problems: [] }), { weights: [frame(1, 5)], more: [] });
  const networks = new Networks(() => {}, api);
  networks.want(live([5]), [1], true);
  for (let wait = 0; wait < 60 && !networks.known.size; wait += 1) await pause(50);
  equal(api.asked.length, 2);
  ok(networks.known.has(1));
});

test("a part of the page is fetched when there is something to show, once", async () => {
  const shown = [];
  let loads = 0;
  const View = lately(({ wanted }) => wanted, async () => {
    loads += 1;
    return class { show(sight) { shown.push(sight.number); } };
  });
  const view = new View(null, {});
  view.show({ wanted: false, number: 1 });
  equal(loads, 0);
  view.show({ wanted: true, number: 2 });
  view.show({ wanted: true, number: 3 });
  await pause();
  view.show({ wanted: false, number: 4 });
  equal([loads, shown], [1, [3, 4]]);
});
