import { Stream } from "/static/js/stream.js";
import { equal, ok, test } from "./check.js";

class FakeSocket {
  constructor(url) {
    this.url = url;
    this.sent = [];
    this.readyState = 1;
    FakeSocket.all.push(this);
  }
  send(text) { this.sent.push(JSON.parse(text)); }
  close() { this.readyState = 3; }
  bring(frame) { this.onmessage({ data: JSON.stringify(frame) }); }
}

function listen(api = {}, more = {}) {
  FakeSocket.all = [];
  const got = [];
  const told = [];
  const stream = new Stream("abc", {
    deliver: ({ events, weights }) => got.push(...events.map((event) => event.seq), ...weights), tell: (state) => told.push(state), WebSocketClass: FakeSocket, api, ...more,
  });
  stream.connect();
  return { stream, got, told, socket: FakeSocket.all[0] };
}

const events = (...seqs) => seqs.map((seq) => ({ seq }));

test("events that follow each other are delivered once", () => {
  const { got, socket, stream } = listen();
  socket.bring({ events: events(1, 2) });
  socket.bring({ events: events(2, 3) });
  equal(got, [1, 2, 3]);
  stream.close();
});

test("a gap is not shown but asked for", () => {
  const { got, socket, stream } = listen();
  socket.bring({ events: events(1) });
  socket.bring({ events: events(3, 4) });
  equal(got, [1]);
  equal(socket.sent, [{ after: 1 }]);
  socket.bring({ events: events(2, 3, 4) });
  equal(got, [1, 2, 3, 4]);
  stream.close();
});

test("a status that comes behind newer events is not shown", () => {
  const told = [];
  const { socket, stream } = listen();
  stream.deliver = ({ status }) => told.push(status);
  socket.bring({ events: events(1, 2), status: "at 2" });
  socket.bring({ events: events(3), status: "finished" });
  socket.bring({ events: events(1, 2), status: "at 2" });
  equal(told, ["at 2", "finished"]);
  socket.bring({ events: events(3), status: "finished again" });
  socket.bring({ events: [], status: "without events" });
  equal(told.slice(2), ["finished again", "without events"]);
  stream.close();
});

test("where epochs are left out on purpose the message says how far it goes", () => {
  const { got, socket, stream } = listen();
  socket.bring({ events: events(1, 2) });
  socket.bring({ events: events(5, 90), after: 2, last: 100 });
  equal([got, stream.last, socket.sent], [[1, 2, 5, 90], 100, []]);
  socket.bring({ events: events(180), after: 150, last: 200 });
  equal([got, stream.last, socket.sent], [[1, 2, 5, 90], 100, [{ after: 100 }]]);
  socket.bring({ events: events(90, 101), after: 50, last: 200 });
  equal([got, stream.last], [[1, 2, 5, 90, 101], 200]);
  stream.close();
});

test("a new connection goes on after the last event", () => {
  const { socket, stream } = listen();
  socket.bring({ events: events(1, 2, 3) });
  stream.resync(true);
  ok(FakeSocket.all[1].url.endsWith("/ws/experiments/abc?after=3"));
  stream.close();
});

test("an unknown experiment is not asked for again", () => {
  const { told, socket, stream } = listen();
  socket.onclose({ code: 4404 });
  equal(told, ["gone"]);
  equal(stream.timers.connect, undefined);
  stream.close();
});

test("where sockets are blocked, polling brings the events and says so", async () => {
  const api = {
    getEvents: async () => ({ events: events(1, 2), more: false }), getExperiment: async () => ({ status: { state: "running" } }),
    getWeights: async () => ({ weights: [] }),
  };
  const { got, told, socket, stream } = listen(api);
  socket.onclose({ code: 1006 });
  stream.connect();
  FakeSocket.all[1].onclose({ code: 1006 });
  await new Promise((done) => setTimeout(done, 20));
  equal(got, [1, 2]);
  equal(told[told.length - 1], "delayed");
  stream.close();
});

test("one who asks too fast is late, and not offline", async () => {
  for (const [status, state] of [[429, "delayed"], [404, "gone"], [0, "offline"]]) {
    const { told, stream } = listen({ getEvents: async () => Promise.reject({ status }) });
    await stream.poll();
    equal(told, [state]);
    stream.close();
  }
});

test("weights come with their events, by socket and by polling", async () => {
  const asked = [];
  const api = {
    getEvents: async () => ({ events: events(3), more: false }), getExperiment: async () => ({ status: {} }),
    getWeights: async (...question) => (asked.push(question), { weights: ["polled"] }),
  };
  const { got, socket, stream } = listen(api);
  socket.bring({ events: events(1, 2), weights: ["sent"] });
  equal(got, [1, 2, "sent"]);
  stream.state = "delayed";
  await stream.poll();
  equal(got.slice(3), [3, "polled"]);
  equal(asked, [["abc", 1, "newest"]]);
  stream.close();
});

test("a server that leaves a heartbeat unanswered is said to be late until it speaks again", async () => {
  const { told, socket, stream } = listen({}, { heartbeat: 20, answer: 10 });
  socket.onopen();
  socket.bring({ events: events(1) });
  const deadline = Date.now() + 3000;
  while (!told.includes("delayed") && Date.now() < deadline) await new Promise((done) => setTimeout(done, 5));
  equal(socket.sent[0], { after: 1 });
  socket.bring({ status: {} });
  equal(told, ["live", "delayed", "live"]);
  stream.close();
});
