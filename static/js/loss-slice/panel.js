// The slice of the loss around the network on show: asks a worker for it, draws it while it grows, and lets the path of
// training grow on it.

import * as server from "../api.js";
import { lossSliceFigure } from "../charts/loss-slice.js";
import { lossSurfaceFigure } from "../charts/loss-surface.js";
import { measured, Replaced } from "../measured.js";
import { figureAt } from "../network/time/moments.js";
import { Plane } from "./plane.js";
import { keepInAddress } from "./slice-address.js";
import { SliceChart } from "./slice-chart.js";
import { inOrder, outside, thinned, walked } from "./walked.js";
import { caution, emptyWords, lowestWords, pathWords, progressWords, sliceWords, spokenSlice } from "./words.js";

/** A slice that took longer than this, in ms, is not asked for again before training has ended. */
const LONG = 20_000;
const MOST_POINTS = 600;
const REPLACED = "Another slice of yours began meanwhile: redraw this one when that has ended.";
const FIGURES = { training: "train_loss", validation: "validation_loss" };
const CHOICES = ["directions", "loss", "points", "reach"];

export class LossSlicePanel {
  constructor(fold, stage, api = server) {
    Object.assign(this, { fold, stage, api, live: null, run: 0, open: false, hear: (event) => this.walk(event.detail.weights) });
    this.charts = [["loss-slice", lossSliceFigure], ["loss-surface", lossSurfaceFigure]]
      .map(([name, figure]) => new SliceChart(fold.querySelector(`[data-chart="${name}"]`), figure));
    for (const name of CHOICES) this.part(name).addEventListener("change", () => this.cut());
    this.part("log").addEventListener("change", () => this.draw());
    this.part("cut").addEventListener("click", () => this.cut());
    this.part("seed").addEventListener("click", ({ currentTarget }) => {
      currentTarget.value = String(Number(currentTarget.value) + 1);
      this.cut();
    });
    this.part("cancel").addEventListener("click", () => {
      this.cancel();
      // The button that was pressed is gone: keyboards go on from here.
      this.part("cut").focus({ preventScroll: true });
    });
    this.part("view").addEventListener("change", () => this.look());
    stage.addEventListener("time", () => this.open && this.draw());
    this.forget();
    keepInAddress(fold, () => {
      this.look();
      this.cut();
    });
    this.look();
  }

  part(name) {
    return this.fold.querySelector(`[data-slice="${name}"]`);
  }

  get log() {
    return this.live?.history.runs.get(this.run) ?? null;
  }

  /** A map, or a landscape: only that is ever drawn. */
  look() {
    const deep = this.part("view").value === "3d";
    this.part("deep").hidden = !deep;
    this.charts[0].panel.hidden = deep;
    this.draw();
  }

  forget() {
    this.giveUp?.abort();
    this.live?.removeEventListener("weights", this.hear);
    Object.assign(this, { live: null, answer: null, result: null, plane: null, points: new Map(), asked: false, asking: false, ended: false, problem: "", took: 0, newer: new Map() });
  }

  /** What is on show now: {live, spec}. Asks by itself for what one has not seen yet, and again when training has ended. */
  show({ live, spec }) {
    this.open = true;
    this.spec = spec;
    if (live !== this.live || this.stage.run !== this.run) {
      this.forget();
      Object.assign(this, { live, run: this.stage.run });
      live?.addEventListener("weights", this.hear);
    }
    const due = this.asked ? this.log?.finished && !this.ended : this.log?.started;
    if (due) this.cut();
    else this.draw();
  }

  /** Nobody looks any more. */
  rest() {
    this.open = false;
    if (this.asking) this.cancel();
    this.asked = false;
  }

  question() {
    const chosen = Object.fromEntries(CHOICES.map((name) => [name, this.part(name).value]));
    return { ...chosen, points: Number(chosen.points), reach: Number(chosen.reach), seed: Number(this.part("seed").value), run: this.run, epoch: this.stage.travelled };
  }

  async cut() {
    const { live } = this;
    if (!live) return;
    this.giveUp?.abort();
    const giveUp = this.giveUp = new AbortController();
    Object.assign(this, { asked: true, asking: true, answer: null, problem: "", ended: Boolean(this.log?.finished), begun: performance.now(), newer: new Map() });
    this.draw();
    try {
      const done = await measured(`experiments/${live.id}/loss-slice`, this.question(), { signal: giveUp.signal, told: (answer) => this.tell(answer), api: this.api });
      if (done) this.settle(done);
    } catch (refused) {
      if (!refused.problems) throw refused;
      if (!giveUp.signal.aborted) this.problem = refused instanceof Replaced ? REPLACED : refused.problems.map(({ msg }) => msg).join(" ");
    } finally {
      if (this.giveUp === giveUp) this.asking = false;
      this.draw();
    }
  }

  cancel() {
    this.giveUp?.abort();
    this.asking = false;
    // The worker lets go at once; where it has just ended there is nothing to give up.
    if (this.answer && this.answer.state !== "done") this.api.dropMeasurement(this.answer.id).catch(() => {});
    this.draw();
  }

  /** The surface so far takes the place of an earlier one as soon as half of it is known. */
  tell(answer) {
    this.answer = answer;
    const { result } = answer;
    if (result && (!this.result || result.values.length > result.of / 2)) this.put(result, null);
    this.draw();
  }

  put(result, plane) {
    Object.assign(this, { result, plane, points: walked(result.path) });
  }

  /** The whole answer: what was trained while it was computed goes onto the plane as well. */
  settle(result) {
    this.put(result, new Plane(result.plane));
    this.doneAt = performance.now();
    this.took = this.doneAt - this.begun;
    for (const [epoch, data] of this.newer) this.step(epoch, data);
  }

  /** Networks that were trained just now. */
  walk(weights) {
    const own = weights.filter((frame) => frame.run === this.run);
    if (!this.open || !own.length) return;
    if (this.asking) for (const { epoch, data } of own) this.newer.set(epoch, data);
    if (!this.plane) return;
    for (const { epoch, data } of own) this.step(epoch, data);
    this.points = thinned(this.points, MOST_POINTS);
    this.draw();
    if (this.left()) this.cut();
  }

  /** Whether training has left the picture, and it is time for another one: at most half of the time one is computed. */
  left() {
    if (this.asking || this.took > LONG || performance.now() - this.doneAt < this.took || this.stage.travelled !== null) return false;
    return outside(this.result, inOrder(this.points).at(-1));
  }

  step(epoch, data) {
    if (this.points.has(epoch)) return;
    this.points.set(epoch, { epoch, ...this.plane.place(data), loss: figureAt(this.log, FIGURES[this.result.loss], epoch) });
  }

  draw() {
    const { result, asking } = this;
    const shown = { result, points: inOrder(this.points), epoch: this.stage.travelled ?? Infinity, log: this.part("log").checked };
    const spoken = spokenSlice(result);
    for (const chart of this.charts) {
      chart.plot.setAttribute("aria-label", spoken);
      chart.empty.textContent = emptyWords({ trained: Boolean(this.log?.started), asking });
      chart.show(shown);
    }
    this.part("seed").hidden = this.part("directions").value !== "random";
    this.part("cut").disabled = !this.live;
    this.part("state").hidden = !asking;
    const so = this.answer?.result;
    this.part("bar").value = so ? so.values.length / so.of : 0;
    this.part("words").textContent = asking ? progressWords(this.answer ?? undefined) : "";
    this.part("problem").textContent = this.problem;
    this.part("problem").hidden = !this.problem;
    this.part("said").hidden = !result;
    if (!result || result === this.saidOf) return;
    this.saidOf = result;
    this.part("what").textContent = sliceWords(result) + caution(this.spec, result.epoch);
    this.part("path").textContent = pathWords(result);
    this.part("lowest").textContent = lowestWords(result);
  }
}
