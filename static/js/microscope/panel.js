// The microscope on the page: what is looked at, the figures of its last update, its charts, and the noise of gradients.

import { Chart } from "../charts/chart.js";
import { consistencyFigure, trackFigure, trackWords } from "../charts/microscope.js";
import { make } from "../elements.js";
import { parameterOf } from "../network/diagram/links.js";
import { Answer, subjectAt } from "./answer.js";
import { Asking } from "./asking.js";
import { Chooser } from "./chooser.js";
import { dials } from "./dials.js";
import { DotChart } from "./dot-chart.js";
import { consistencyWords, noiseWords, quartersWords, readings, seenWords } from "./words.js";

const TRACKS = ["gradient", "update", "effective", "weight", "memory"];
const EMPTY = "Train first: then every update of every weight can be looked at.";

export class Microscope {
  constructor(element, stage) {
    Object.assign(this, { element, stage, live: null, answer: null });
    const list = (name) => this.part(name);
    this.chooser = new Chooser({ layer: list("layer"), unit: list("unit"), input: list("input") }, () => this.chosen());
    this.charts = Object.fromEntries(TRACKS.map((track) => [track, this.chart(track, trackFigure(track))]));
    this.scatter = new DotChart(this.panel("consistency"), consistencyFigure, (place) => this.pick(place));
    this.asking = new Asking(() => this.question(), (news) => this.hear(news));
    this.part("updates").addEventListener("change", () => this.asking.later(true));
    element.addEventListener("toggle", () => {
      this.draw();
      this.asking.later(true);
    });
    document.addEventListener("visibilitychange", () => this.asking.later());
    new IntersectionObserver((news) => {
      this.seen = news.at(-1).isIntersecting;
      this.asking.later();
    }).observe(element);
    stage.addEventListener("scene", () => this.renew());
    for (const news of ["time", "frame"]) stage.addEventListener(news, () => this.moved());
    this.renew();
  }

  part(name) {
    return this.element.querySelector(`[data-micro="${name}"]`);
  }

  panel(name) {
    return this.element.querySelector(`[data-chart="micro-${name}"]`);
  }

  chart(name, figure) {
    return new Chart(this.panel(name), figure, { epochs: false });
  }

  /** A weight by its place in the row of parameters; gains and offsets have no name to look at them by. */
  pick(place) {
    const subject = subjectAt(this.answer.layers, place);
    if (subject) this.chooser.choose(subject, () => this.chosen());
  }

  /** `live`: the experiment whose network is on show, or null. */
  show(live) {
    if (live !== this.live) {
      this.live = live;
      this.renew();
    }
    this.asking.later();
  }

  /** A link of the picture that somebody wants to look at closely. */
  look(subject) {
    this.element.open = true;
    this.element.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    this.chooser.choose(subject, () => this.chosen());
    this.part("unit").focus({ preventScroll: true });
  }

  renew() {
    if (this.stage.scene?.layers?.length) this.chooser.setScene(this.stage.scene);
    this.answer = null;
    this.asking.forget();
    this.draw();
    this.asking.later();
  }

  moved() {
    if (this.element.open) this.asking.later();
  }

  chosen() {
    this.draw();
    this.asking.later(true);
  }

  /** What the server should be asked now: nothing while nobody looks, or where the answer is here already. */
  question() {
    const { stage, live, chooser, answer } = this;
    if (!this.element.open || !this.seen || document.hidden || !live || !stage.scene?.layers?.length) return null;
    const run = live.history.runs.get(stage.run);
    if (!(run?.columns.epoch.at(-1) > 0) || run.started?.parameters !== stage.scene.parameters) return null;
    const near = live.status?.state === "running" && stage.travelled === null;
    const epoch = stage.travelled === null ? null : Math.max(1, stage.travelled);
    const { subject } = chooser;
    const updates = Number(this.part("updates").value);
    const moment = epoch ?? run.columns.epoch.at(-1);
    const told = [stage.run, moment, updates, near].join();
    const known = answer && answer.told === told && answer.knows(subject);
    if (known) return null;
    const weight = subject.unit === null ? null : parameterOf(subject);
    return { experiment: live.id, asked: { run: stage.run, epoch, updates, weight, near }, moment, layers: stage.scene.layers, told };
  }

  hear({ progress, found, epoch, question, problem }) {
    const bar = this.part("progress");
    bar.hidden = progress === undefined || question !== undefined;
    if (progress !== undefined) bar.value = progress;
    this.part("problem").hidden = !problem;
    this.part("problem").textContent = problem ?? "";
    if (!found || question.layers !== this.stage.scene?.layers) return;
    this.answer = new Answer(found, { layers: question.layers, run: question.asked.run, epoch });
    this.answer.told = question.told;
    this.draw();
  }

  draw() {
    const { answer, chooser, live } = this;
    const ready = Boolean(live && answer?.knows(chooser.subject));
    this.part("empty").hidden = ready || Boolean(live && (this.asking.busy || !this.part("problem").hidden));
    this.part("empty").textContent = live ? "Looking …" : EMPTY;
    this.part("body").hidden = !ready;
    if (!ready || !this.element.open) return;
    const { subject } = chooser;
    this.part("seen").textContent = `${capital(chooser.nameOf(subject))}. ${seenWords(answer)}`;
    this.part("readings").replaceChildren(...readings(answer, subject).map(reading));
    this.part("help").replaceChildren(...readings(answer, subject).flatMap(({ title, help }) => [make("dt", {}, title), make("dd", {}, help)]));
    this.part("consistency-words").textContent = `${consistencyWords(answer, subject)} ${quartersWords(answer)}`;
    for (const [track, chart] of Object.entries(this.charts)) this.drawTrack(track, chart);
    this.scatter.plot.setAttribute("aria-label", quartersWords(answer) || consistencyWords(answer, subject));
    this.scatter.show({ answer, subject, names: (each) => chooser.nameOf(each) });
    this.drawNoise();
  }

  drawTrack(track, chart) {
    const { answer } = this;
    const { subject } = this.chooser;
    if (track === "memory") this.makeRoom(chart.panel, answer.memories.some(({ beside }) => beside === "itself"));
    chart.plot.setAttribute("aria-label", trackWords(answer, subject, track));
    chart.show({ answer, subject });
  }

  /** Not every optimizer keeps something of its own; where none does, the dials stand in that place. */
  makeRoom(panel, needed) {
    panel.hidden = !needed;
    this.element.classList.toggle("with-memory", needed);
  }

  drawNoise() {
    const { noise } = this.answer;
    this.part("noise").hidden = !noise;
    if (!noise) return;
    this.part("noise-words").textContent = noiseWords(noise);
    this.part("dials").replaceChildren(...dials(noise));
  }
}

function reading({ title, text, help }) {
  return make("div", { class: "reading", title: help }, make("dt", {}, title), make("dd", {}, text));
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
