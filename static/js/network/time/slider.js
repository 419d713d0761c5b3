// Time travel: a slider over the known epochs of a run. Whatever is drawn from the stage follows, and the charts' cursor.

import { make } from "../../elements.js";
import { listenForKeys } from "../../keys.js";
import { whole } from "../../numbers.js";
import { BranchDialog } from "./branch-dialog.js";
import { KeptFrames } from "./kept-frames.js";
import { Kinship } from "./kinship.js";
import { placeOf, reading, SPEEDS } from "./moments.js";
import { Playback } from "./playback.js";
import { RunAgain } from "./run-again.js";

export class TimeSlider {
  constructor(element, stage, desk) {
    Object.assign(this, { element, stage, desk, live: null, ended: false });
    this.frames = new KeptFrames();
    this.frames.addEventListener("change", () => this.settle());
    this.playback = new Playback((places) => this.go(this.place + places), () => this.draw());
    this.branch = new BranchDialog(desk, this);
    this.again = new RunAgain(desk, this);
    this.build();
    this.kinship = new Kinship(this.kin);
    stage.addEventListener("time", () => this.draw());
    stage.addEventListener("scene", () => this.settle());
    const back = () => this.step(-1);
    const on = () => this.step(1);
    const keys = { "[": back, ",": back, "]": on, ".": on, p: () => this.toggle() };
    listenForKeys(keys);
    // The page's keys leave alone whoever is in a field; the slider is none to type in.
    this.range.addEventListener("keydown", (event) => keys[event.key]?.());
    this.draw();
  }

  build() {
    const button = (name, label, act, ...content) => make("button", { class: "button small quiet time-button", type: "button", "data-time-action": name, "aria-label": label, title: label, onclick: act }, ...content);
    this.play = button("play", "Play the epochs (p)", () => this.toggle(), symbol("play"), symbol("pause"));
    this.back = button("back", "One epoch back ([)", () => this.step(-1), symbol("back"));
    this.on = button("on", "One epoch on (])", () => this.step(1), symbol("on"));
    this.range = make("input", { class: "time-range", type: "range", min: 0, max: 0, step: 1, "aria-label": "Epoch on show", oninput: () => this.slid() });
    this.newest = make("button", { class: "button small time-live", type: "button", "data-time-action": "live", onclick: () => this.follow() }, make("span", { class: "time-dot", "aria-hidden": "true" }), make("span", {}, "live"));
    this.words = make("p", { class: "time-reading", "data-time-reading": "" });
    this.speed = make("select", { class: "select time-speed", "aria-label": "Speed of the playback, in epochs a second", title: "Speed of the playback, in epochs a second", onchange: (event) => { this.playback.speed = Number(event.target.value); } },
      ...SPEEDS.map((speed) => make("option", { value: speed, selected: speed === this.playback.speed }, `${speed}/s`)));
    this.kin = make("p", { class: "time-kin", role: "status" });
    this.element.replaceChildren(
      make("div", { class: "time-line", role: "group", "aria-label": "Time travel" }, this.play, this.back, this.range, this.on, this.newest),
      make("div", { class: "time-below" }, this.words, make("div", { class: "time-tools" }, this.speed, this.branch.button, this.again.button)),
      this.kin);
  }

  show(spec, live) {
    if (live !== this.live) {
      this.playback.stop();
      this.stage.travel(null);
      Object.assign(this, { live, ended: false });
    }
    this.frames.follow(live, this.stage.run);
    const ended = Boolean(this.run?.finished);
    if (ended && !this.ended) this.frames.refresh();
    this.ended = ended;
    this.kinship.show(live);
    this.draw();
  }

  get run() {
    return this.live?.history.runs.get(this.stage.run) ?? null;
  }

  /** The newest epoch that the log tells of. */
  get last() {
    return this.run?.columns.epoch.at(-1) ?? 0;
  }

  /** The epoch on show: the one gone back to, or the newest. */
  get epoch() {
    return this.stage.travelled ?? this.last;
  }

  get place() {
    const { epochs } = this.frames;
    return this.stage.travelled === null ? epochs.length - 1 : Math.max(0, placeOf(epochs, this.stage.travelled));
  }

  /** Goes to a place among the known epochs; beyond the last one it follows again. Returns whether there is more. */
  go(place) {
    const { epochs } = this.frames;
    if (epochs.length < 2) return false;
    if (place >= epochs.length - 1) {
      this.follow();
      return false;
    }
    this.stage.travel(epochs[Math.max(0, place)]);
    this.put();
    return true;
  }

  step(places) {
    this.playback.stop();
    this.go(this.place + places);
  }

  slid() {
    this.playback.stop();
    this.go(Number(this.range.value));
  }

  toggle() {
    if (this.frames.epochs.length < 2) return;
    if (!this.playback.playing && this.stage.travelled === null) this.go(0);
    this.playback.toggle();
  }

  /** Back to the newest epoch, wherever training is by then. */
  async follow() {
    this.stage.travel(null);
    const newest = this.frames.epochs.at(-1);
    const weights = newest === undefined ? null : await this.frames.load(newest);
    if (weights && this.stage.travelled === null && this.stage.epoch < newest) this.set(newest, weights);
  }

  /** Puts the weights of the epoch gone back to on the stage, as soon as they are here. */
  async put() {
    const epoch = this.stage.travelled;
    if (epoch === null) return;
    const weights = this.frames.get(epoch) ?? (await this.frames.load(epoch));
    if (weights && this.stage.travelled === epoch) this.set(epoch, weights);
  }

  /** Another run or list of epochs: one gone back to that is not known there gives way to the nearest one that is. */
  settle() {
    const { travelled, weights } = this.stage;
    const { epochs } = this.frames;
    if (travelled !== null && !weights && epochs.length) {
      this.stage.travel(epochs[Math.max(0, placeOf(epochs, travelled))]);
      this.put();
    }
    this.draw();
  }

  set(epoch, weights) {
    if (this.stage.scene) this.stage.setFrame({ run: this.stage.run, epoch, weights });
  }

  draw() {
    const { epochs } = this.frames;
    const known = epochs.length > 1;
    const following = this.stage.travelled === null;
    for (const control of [this.play, this.range, this.speed]) control.disabled = !known;
    this.back.disabled = !known || this.place === 0;
    this.on.disabled = !known || following;
    this.range.max = Math.max(1, epochs.length - 1);
    this.range.value = known ? this.place : 1;
    this.range.style.setProperty("--part", known ? this.place / (epochs.length - 1) : 1);
    const said = this.live ? reading(this.run, this.epoch, this.live.status?.epochs) : "Train: then go back through the epochs here";
    if (this.words.textContent !== said) this.words.textContent = said;
    this.range.setAttribute("aria-valuetext", `${following ? "newest, " : ""}epoch ${whole(this.epoch)}`);
    this.play.classList.toggle("is-playing", this.playback.playing);
    this.play.setAttribute("aria-pressed", this.playback.playing);
    this.newest.hidden = !this.live;
    this.newest.lastChild.textContent = this.live?.active ? "live" : "end";
    this.newest.setAttribute("aria-pressed", following);
    this.element.classList.toggle("is-past", !following);
    this.branch.show();
    this.again.show();
  }
}

const SHAPES = {
  play: "M7 4.6v14.8a1 1 0 0 0 1.5.86l12.2-7.4a1 1 0 0 0 0-1.72L8.5 3.74A1 1 0 0 0 7 4.6z",
  pause: "M6 4h4.4v16H6zM13.6 4H18v16h-4.4z",
  back: "M19 5.6v12.8a1 1 0 0 1-1.54.84l-9.6-6.4a1 1 0 0 1 0-1.68l9.6-6.4A1 1 0 0 1 19 5.6zM4 4.500h3v15H4z",
  on: "M5 5.6v12.8a1 1 0 0 0 1.54.84l9.6-6.4a1 1 0 0 0 0-1.68l-9.6-6.4A1 1 0 0 0 5 5.6zM17 4.500h3v15h-3z",
};

function symbol(name) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("class", `time-symbol ${name}`);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  picture.append(path);
  return picture;
}
