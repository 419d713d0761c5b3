import { composed, mainRun, plain } from "/static/js/charts/composed.js";
import { lossFigure } from "/static/js/charts/loss.js";
import { batchFigure } from "/static/js/charts/batch.js";
import { gapFigure } from "/static/js/charts/gap.js";
import { settled } from "/static/js/charts/marks.js";
import { keepInAddress, read, written } from "/static/js/charts/view-address.js";
import { partIn, withPart } from "/static/js/hash-parts.js";
import { ChartView } from "/static/js/charts/view.js";
import { epochAt, progress } from "/static/js/charts/x-axis.js";
import { emptyHistory, fold } from "/static/js/history.js";
import { equal, ok, test } from "./check.js";
import { epoch, started } from "./events.js";

const colours = { train: "blue", validation: "rgb(1, 2, 3)", warning: "brown", "surface-raised": "white", accent: "green", test: "violet" };
const change = (seq, at, path = "optimizer.learning_rate") => ({ type: "setting_changed", seq, run: 1, epoch: at, path, old: 0.03, new: 0.01 });
const history = (...events) => fold(emptyHistory(), events);
const trained = (epochs) => history(started(), ...Array.from({ length: epochs }, (_, index) => epoch(index + 1)));
const drawn = (of, state = {}, more = {}) => composed(lossFigure("…")(of, colours), {
  main: mainRun(of), view: new ChartView(state), name: "loss", log: false, size: { width: 700, height: 320 }, colours, ...more,
});

test("every measure of progress goes both ways, between the rows and beyond them", () => {
  const run = mainRun(trained(10));
  equal([progress(run, "updates")(4), progress(run, "samples")(2.5), progress(run, "updates")(12)], [120, 750, 360]);
  equal([epochAt(run, "updates")(120), epochAt(run, "samples")(750), epochAt(run, "epoch")(3)], [4, 2.5, 3]);
  equal([progress(null, "updates")(4), progress(mainRun(history(started())), "seconds")(4)], [4, 4]);
});

test("curves, marks and best epoch move together onto another axis", () => {
  const { traces, layout } = drawn(fold(trained(3), [change(9, 2)]), { x: "updates" });
  equal([...traces[0].x], [0, 30, 60, 90]);
  equal(traces.find((trace) => trace.name.startsWith("best")).x[0], 90);
  equal([layout.shapes[0].x0, layout.annotations[0].x], [60, 60]);
  equal(layout.xaxis.title.text, "updates of the weights");
  ok(traces.every((trace) => !("run" in trace) && !("rows" in trace)), "Plotly gets only what it knows");
});

test("a zoom is kept in epochs and shown on every axis", () => {
  const range = (state) => { const { xaxis } = drawn(trained(10), state).layout; return [xaxis.autorange, xaxis.range]; };
  equal(range({ range: [2, 4] }), [false, [2, 4]]);
  equal(range({ range: [2, 4], x: "updates" }), [false, [60, 120]]);
  equal(range({ range: [1, 10], logX: true }), [false, [0, 1]]);
  equal(range({})[0], true);
  equal(drawn(trained(10), { heights: { loss: [0.1, 0.2] } }).layout.yaxis.range, [0.1, 0.2]);
});

test("an axis of hardly a power of ten has a few labels between, one of several has none", () => {
  const labels = (epochs) => { const { minorloglabels, nticks, type } = drawn(trained(epochs), {}, { log: true }).layout.yaxis; return [type, minorloglabels, nticks]; };
  equal(labels(3), ["log", "complete", 3]);
  equal(labels(99), ["log", "none", undefined]);
});

test("on a phone the newest values give their room to the curves", () => {
  const ends = (width) => drawn(trained(3), {}, { size: { width, height: 270 } }).traces.filter((trace) => trace.mode === "markers+text");
  equal([ends(700).map((trace) => trace.text[0]), ends(350).length], [["0.200", "0.233"], 0]);
  equal(ends(700).map((trace) => trace.textposition), ["middle right", "top right"]);
});

test("words of marks never cover each other, and the newest are kept", () => {
  const range = [0, 100];
  const note = (x, text) => ({ row: true, x, y: 1, text });
  const notes = Array.from({ length: 12 }, (_, index) => note(50 + index, `learning rate ${index} → ${index + 1}`));
  const { layout: { annotations, shapes }, room } = settled({ annotations: notes, shapes: [1, 2] }, { range, width: 600, height: 250 });
  ok(room >= 16 && annotations.every(({ y, yanchor }) => y >= 1 && yanchor === "bottom"), "no curve is behind them");
  ok(annotations.some(({ text }) => text === "learning rate 11 → 12") && annotations.length < notes.length);
  const boxes = annotations.map(({ x, y, text, xanchor }) => {
    const [at, length] = [x * 6, text.length * 6.1];
    return { y, from: xanchor === "left" ? at : at - length, to: xanchor === "left" ? at + length : at };
  });
  boxes.forEach((one, index) => boxes.slice(index + 1).forEach((other) => ok(one.y !== other.y || one.to < other.from || one.from > other.to)));
  equal(shapes, [1, 2]);
});

test("words at the right end stand at the left of their line, and out of sight there are none", () => {
  const place = (x) => settled({ annotations: [{ row: true, x, y: 1, text: "learning rate 0.03 → 0.01" }] }, { range: [0, 100], width: 600, height: 250 }).layout.annotations;
  equal([place(10)[0].xanchor, place(95)[0].xanchor, place(120).length], ["left", "right", 0]);
});

test("settings that change together share a line and their words", () => {
  const both = fold(trained(3), [change(8, 2), change(9, 2, "batch.size")]);
  const { layout } = lossFigure("…")(both, colours);
  equal([layout.shapes.length, layout.annotations.map((note) => note.text)], [1, ["learning rate 0.03 → 0.01, batch size 0.03 → 0.01"]]);
});

test("the gap is validation minus training, and what was not measured is no gap", () => {
  const { traces } = gapFigure(history(started(), epoch(1), epoch(2, { validation_loss: null })), colours);
  ok(Math.abs(traces[0].y[1] - 0.1) < 1e-12 && Number.isNaN(traces[0].y[2]));
  ok(gapFigure(history(started(1, { validation_loss: null }), epoch(1, { validation_loss: null })), colours).empty);
});

test("batch sizes are steps and are not smoothed", () => {
  const { traces } = batchFigure(trained(3), colours);
  equal([[...traces[0].y].slice(1), traces[0].line.shape, traces[0].measured], [[10, 10, 10], "vh", false]);
});

test("a view is a short text, and the text is the view", () => {
  const state = { x: "updates", logX: true, smoothing: 0.6, range: [100, 250.5], logs: { loss: true, gradients: false }, heights: { loss: [-1, 0.5] } };
  const text = "x:updates,logx,smooth:0.6,log:loss,linear:gradients,epochs:100~250.5,loss:-1~0.5";
  equal(written(state), text);
  equal(read(text), { logs: state.logs, heights: state.heights, x: "updates", logX: true, smoothing: 0.6, range: [100, 250.5] });
  equal([written(new ChartView()), read("")], ["", { logs: {}, heights: {} }]);
});

test("nonsense in an address changes nothing", () => {
  equal(read("x:parsecs,smooth:7,epochs:9~2,log:<b>,loss:1~x,epochs:1,__proto__:1~2,,:"), { logs: {}, heights: {} });
});

test("other keys behind the # stay", () => {
  const put = (hash, text) => withPart(hash, "view", text);
  equal([put("", "logx"), put("#a=1&view=x:seconds", "logx"), put("#view=logx", ""), partIn("#a=1&view=logx", "view")], ["#view=logx", "#a=1&view=logx", "", "logx"]);
});

test("a stranger's title is no markup in a chart", () => {
  const title = '<a href="https://elsewhere.example">R&D a<b>c</a>';
  equal(plain({ name: title, run: 1 }), { name: "&lt;a href=\"https://elsewhere.example\"&gt;R&amp;D a&lt;b&gt;c&lt;/a&gt;" });
  equal(plain({ y: [1] }), { y: [1] });
  const events = [started(0, { name: title }), started(0, { run: 2 }), epoch(1), epoch(1, { run: 2 }), change(0, 1, "<b>x")];
  const named = history(...events.map((event, index) => ({ ...event, seq: index + 1 })));
  const { traces, layout } = drawn(named);
  ok(traces.some(({ name }) => name.includes("R&amp;D")));
  ok(layout.annotations.length > 0);
  ok(!JSON.stringify([traces.map(({ name }) => name), layout.annotations.map(({ text }) => text)]).includes("<"));
});

test("a view tells of what changed, and only then", () => {
  const [view, heard] = [new ChartView(), []];
  view.addEventListener("change", (event) => heard.push(event.detail));
  view.set({ x: "epoch" });
  view.set({ x: "seconds", smoothing: 0.5 });
  view.setLog("loss", true);
  view.set({ heights: { loss: [0, 1] } });
  view.setLog("loss", false);
  equal(heard, [["x", "smoothing"], ["logs"], ["heights"], ["logs", "heights"]]);
  view.set({ range: [1, 2] });
  ok(view.zoomed);
  view.wholeAgain();
  ok(!view.zoomed);
});

test("a link to a part of the page leaves the view as it is, and a cut-off one does no harm", async () => {
  equal([partIn("#view=%", "view"), partIn("#view=x%3Aseconds", "view")], ["%", "x:seconds"]);
  const view = new ChartView();
  const turned = (hash) => new Promise((done) => {
    window.addEventListener("hashchange", () => done(location.hash), { once: true });
    location.hash = hash;
  });
  keepInAddress(view);
  try {
    view.set({ smoothing: 0.5 });
    equal(location.hash, "#view=smooth:0.5");
    await turned("#chart-loss");
    equal([location.hash, view.smoothing], ["#chart-loss&view=smooth:0.5", 0.5]);
    await turned("#view=x:seconds");
    equal([view.x, view.smoothing], ["seconds", 0]);
    await turned("#view=%");
    equal(view.x, "epoch");
  } finally {
    window.history.replaceState(null, "", location.pathname + location.search);
  }
});
