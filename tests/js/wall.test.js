import { classMap, datasetsOn, ranked, spread } from "/static/js/charts/class-map.js";
import { countOf, goalOf, standingOf, wanted } from "/static/js/wall/assignment-words.js";
import { Cards } from "/static/js/wall/cards.js";
import { whoseOf } from "/static/js/wall/leaderboards.js";
import { bestOf, filtersFor, inShort, nameOf, shown, stateOf, toneOf, wordsOf } from "/static/js/wall/rows.js";
import { pathOf } from "/static/js/wall/sparkline.js";
import { emptyWall, folded } from "/static/js/wall/wall-state.js";
import { WallStream } from "/static/js/wall/wall-stream.js";
import { equal, ok, test } from "./check.js";

const whole = { boot: "b", version: 3, after: 0, mine: {}, rows: [{ key: "x", epoch: 1 }, { key: "y", epoch: 2 }], keys: ["y", "x"], classroom: { students: 2 } };
const row = (key, more = {}) => ({ key, name: key, state: "running", help: null, words: "", id: key, epoch: 1, epochs: 9, curve: [99, 0], ...more });

test("a frame that says everything replaces what was known, in its order", () => {
  const wall = folded({ ...emptyWall(), rows: new Map([["old", {}]]) }, whole);
  equal([...wall.rows.keys()], ["y", "x"]);
  equal(wall.classroom.students, 2);
});

test("a later frame changes rows and leaves the others as they are", () => {
  const before = folded(emptyWall(), whole);
  const after = folded(before, { boot: "b", version: 4, after: 3, mine: { key: "x" }, rows: [{ key: "x", epoch: 5 }] });
  equal([after.rows.get("x").epoch, after.rows.get("y") === before.rows.get("y"), after.mine.key, after.classroom.students], [5, true, "x", 2]);
  const gone = folded(after, { boot: "b", version: 5, after: 4, rows: [], keys: ["x"] });
  equal([...gone.rows.keys()], ["x"]);
});

test("a gap and another server are asked for again, an old frame changes nothing", () => {
  const wall = folded(emptyWall(), whole);
  equal(folded(wall, { boot: "b", version: 9, after: 8, rows: [] }), null);
  equal(folded(wall, { boot: "c", version: 4, after: 3, rows: [] }), null);
  equal(folded(wall, { boot: "b", version: 2, after: 1, rows: [{ key: "x", epoch: 0 }] }) === wall, true);
});

test("the line to a wall says where it stands and asks again after a gap", async () => {
  class FakeSocket {
    constructor(url) { Object.assign(this, { url, sent: [], readyState: 1 }); FakeSocket.last = this; }
    send(text) { this.sent.push(JSON.parse(text)); }
    close() {}
  }
  const got = [];
  const api = { getWall: async (code, question) => ({ ...whole, version: 7, asked: `${code} ${question}` }) };
  const stream = new WallStream("ABC", "class", { deliver: (wall) => got.push(wall.version), tell: () => {}, WebSocketClass: FakeSocket, api });
  stream.connect();
  ok(FakeSocket.last.url.endsWith("/ws/classes/ABC?boot=&after=0&view=class"), FakeSocket.last.url);
  FakeSocket.last.onmessage({ data: JSON.stringify(whole) });
  FakeSocket.last.onmessage({ data: JSON.stringify({ boot: "b", version: 9, after: 8, rows: [] }) });
  equal([got, FakeSocket.last.sent], [[3], [{ boot: "", after: 0 }]]);
  stream.state = "delayed";
  await stream.poll();
  equal(got, [3, 7]);
  stream.close();
});

test("who needs help comes first, and one's own row before all", () => {
  const rows = [row("a"), row("b", { help: "late" }), row("c", { help: "failed", state: "failed" }), row("d", { help: "diverged", state: "diverged" })];
  equal(shown(rows, { order: "help" }).map(({ key }) => key), ["c", "d", "b", "a"]);
  equal(shown([row("a", { state: "idle" }), ...rows.slice(1), row("z")], { order: "help" }).map(({ key }) => key), ["c", "d", "b", "z", "a"]);
  equal(shown(rows, { order: "help", mine: { key: "a" } }).map(({ key }) => key), ["a", "c", "d", "b"]);
  equal(shown(rows, { filter: "help" }).length, 3);
  equal(shown([row("a", { accuracy: 0.5 }), row("b", { loss: 0.1 }), row("c", { accuracy: 0.9 })], { order: "best" }).map(({ key }) => key), ["c", "a", "b"]);
});

test("names stand as people look them up, those without one at the end", () => {
  const rows = ["Zoe", null, "Évariste", "ada", "Emmy"].map((name, place) => row(String(place), { name }));
  equal(shown(rows, { order: "name" }).map(({ name }) => name), ["ada", "Emmy", "Évariste", "Zoe", null]);
});

test("filters that mean nobody are left out, but for the chosen one", () => {
  const names = (chosen) => filtersFor([row("a"), row("b", { state: "finished" })], chosen).map(({ name, count }) => `${name} ${count}`);
  equal(names("all"), ["all 2", "running 1", "finished 1"]);
  equal(names("help"), ["all 2", "help 0", "running 1", "finished 1"]);
});

test("rows are told in words, names where there are any", () => {
  equal([stateOf(row("a", { help: "stuck" })), toneOf(row("a", { help: "stuck" })), stateOf(row("a"))], ["Stuck", "stuck", "Training"]);
  equal([nameOf({ key: "a", name: null }, {}), nameOf({ key: "a", name: null }, { key: "a" }), nameOf({ key: "a", name: "Ada" }, { key: "a" })], ["Somebody", "You", "Ada (you)"]);
  equal([bestOf({ accuracy: 0.964, loss: 0.123 }), bestOf({ loss: 0.5 }), bestOf({})].map(({ main, more }) => `${main}|${more}`), ["96.4\u202f%|loss 0.123", "0.500|loss", "–|"]);
  equal(inShort([row("a"), row("b", { state: "idle" })], 2), "1 of 2 have trained: 1 training.");
  equal(inShort([], 0), "Nobody has joined yet.");
});

test("a sentence is shown where it says more than state and epoch", () => {
  const said = (more) => wordsOf(row("a", { words: "why", ...more }));
  equal([said({ desired: "run" }), said({ desired: "stop" })], ["", "why"]);
  equal([said({ state: "waiting" }), said({}), said({ help: "stuck" }), said({ runs: 3 }), said({ state: "finished", epoch: 3, epochs: 9 }), said({ state: "finished", epoch: 9 })], ["why", "", "why", "why", "why", ""]);
});

test("a sparkline goes from edge to edge", () => {
  equal(pathOf([99, 0]), "M0 3L100 29");
  equal(pathOf([99, 50, 0]).split("L").length, 3);
});

test("a card stays while its row changes, and keeps its buttons", () => {
  const list = document.createElement("ul");
  const cards = new Cards(list, { teacher: true });
  cards.show([row("a"), row("b")], {});
  const [first, second] = list.children;
  cards.show([row("b"), row("a", { epoch: 7, state: "finished" })], { pinned: { id: "a" } });
  equal([list.children[0] === second, list.children[1] === first], [true, true]);
  equal([...first.querySelectorAll("[data-act]")].map((button) => button.dataset.act), ["unpin"]);
  equal([...second.querySelectorAll("[data-act]")].map((button) => button.dataset.act), ["pin", "pause", "stop"]);
  cards.show([row("a", { name: "<img src=x onerror=alert(1)>" })], {});
  equal([list.children.length, list.querySelector("img")], [1, null]);
});

test("the map holds one data set, ranks by validation and marks what was lost and oneself", () => {
  const colours = { accent: "rgb(0, 0, 0)", border: "rgb(200, 200, 200)", danger: "red", muted: "grey", text: "black" };
  const rows = [
    row("a", { dataset: "circle", rate: 0.1, momentum: 0.9, accuracy: 0.9 }), row("b", { dataset: "circle", rate: 0.01, momentum: 0, accuracy: 0.5 }),
    row("c", { dataset: "circle", rate: 9, momentum: 0, state: "diverged" }), row("d", { dataset: "spiral", rate: 1, momentum: 0 }), row("e", { dataset: "circle", rate: null }),
  ];
  equal(datasetsOn(rows), [["circle", 3], ["spiral", 1]]);
  equal(ranked(rows, "circle").map(({ row: { key }, rank }) => `${key} ${rank}`), ["a 0", "b 1", "c null"]);
  const { traces, empty } = classMap({ rows, mine: { key: "b" }, dataset: "circle" }, colours);
  equal(traces.map(({ name, x }) => `${name.split(" ")[0]} ${x.map((rate) => rate.toFixed(6))}`), ["best 0.100000", "diverged 9.000000", "you 0.010000"]);
  equal([empty, classMap({ rows: [], mine: {} }, colours).empty], [false, true]);
  ok(!classMap({ rows: [row("a", { name: "<b>x</b>", dataset: "circle", rate: 1, momentum: 0, accuracy: 1 })], mine: {}, dataset: "circle" }, colours).traces[0].text[0].includes("<b>"));
});

test("a class that begins with the same settings is a swarm, and its first dot stands where it belongs", () => {
  const same = Array.from({ length: 30 }, (_, place) => ({ row: row(String(place), { rate: 0.03, momentum: 0.9 }) }));
  const dots = spread(same);
  equal([dots[0].x.toFixed(9), dots[0].y], ["0.030000000", 0.9]);
  const places = new Set(dots.map(({ x, y }) => `${Math.log10(x).toFixed(3)} ${y.toFixed(3)}`));
  equal(places.size, 30);
  ok(dots.every(({ x, y }) => Math.abs(Math.log10(x / 0.03)) < 0.13 && Math.abs(y - 0.9) < 0.17));
  equal(spread([]), []);
});

test("places on the board are told with whose they are", () => {
  equal([whoseOf({ key: "k", name: null }, { places: ["k"] }), whoseOf({ key: "k", name: "Ada" }, { places: ["k"] }), whoseOf({ key: "k", name: null }, {})], ["You", "Ada (you)", "Somebody"]);
});

test("a task is told in words and read from its form", () => {
  const write = (iso) => `<${iso}>`;
  equal(goalOf({ metric: "validation_accuracy", target: 0.95, dataset: "Circle", deadline: "T" }, write), "Validation accuracy at least 95.0\u202f% on Circle, until <T>");
  equal(goalOf({ metric: "validation_loss", target: 1, dataset: "Sine", deadline: "T", over: true }, write), "Validation loss at most 1.00 on Sine; it ended <T>");
  equal(goalOf({ metric: "validation_loss", target: 0.1, dataset: "Sine", deadline: null }), "Validation loss at most 0.100 on Sine");
  equal(countOf({ reached: 2, late: 1, students: 3 }), "2 of 3 have reached it, 1 too late");
  equal(standingOf({ at: null, figure: null }, "validation_loss").tone, "open");
  equal(standingOf({ at: "T", in_time: false, figure: 0.9 }, "validation_accuracy", write), { tone: "late", text: "90.0\u202f% · too late, <T>" });
  const form = { title: "t", lesson: " ", metric: "validation_accuracy", target: "95 %", deadline: "" };
  equal(wanted(form), { title: "t", lesson: "/", metric: "validation_accuracy", target: 0.95, deadline: null });
  equal(["0,9", "much", "95", "1"].map((target) => wanted({ ...form, target }).target), [0.9, "much", 0.95, 1]);
  equal(wanted({ ...form, metric: "validation_loss", target: "95" }).target, 95);
});
