// The buttons, the slider and the words under the picture: play, step, back to the start, to the end, as fast as one likes.

import { make } from "../elements.js";
import { listenForKeys } from "../keys.js";
import { whole } from "../numbers.js";
import { SPEEDS } from "./clock.js";
import { timeWords } from "./race-words.js";
import { MOST_STEPS } from "./track.js";

const POSITIONS = 1000;
/** Longer races have a slider whose first half is not one pixel wide. */
const LONG = 2000;

export class RaceBar {
  constructor(race, element) {
    Object.assign(this, { race, element });
    const { clock, lab } = race;
    element.hidden = false;
    this.part("play").addEventListener("click", () => this.toggle());
    this.part("step").addEventListener("click", () => this.step(1));
    this.part("reset").addEventListener("click", () => clock.reset());
    this.part("end").addEventListener("click", () => race.reach());
    this.part("cancel").addEventListener("click", () => race.stopReaching());
    this.part("time").addEventListener("input", () => this.slid());
    this.part("arrows").addEventListener("change", ({ target }) => lab.set("arrows", target.checked));
    this.part("speed").append(...SPEEDS.map((speed) => make("option", { value: speed }, `${whole(speed)} steps/s`)));
    this.part("speed").addEventListener("change", ({ target }) => lab.set("speed", Number(target.value)));
    for (const name of ["arrows", "speed"]) lab.addEventListener(name, () => this.choices());
    this.choices();
    listenForKeys({ " ": () => this.toggle(), ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), r: () => clock.reset() });
    for (const name of ["time", "tracks", "playing", "reaching"]) race.addEventListener(name, () => this.show());
    this.show();
  }

  part(name) {
    return this.element.querySelector(`[data-race="${name}"]`);
  }

  /** What the lab says of arrows and speed: an address may have asked for them. */
  choices() {
    const { arrows, speed } = this.race.lab.state;
    this.part("arrows").checked = arrows;
    this.part("speed").value = String(speed);
  }

  toggle() {
    const { clock } = this.race;
    if (clock.playing) clock.pause();
    else clock.play();
  }

  step(steps) {
    this.race.clock.pause();
    this.race.clock.go(Math.min(MOST_STEPS, this.race.step + steps));
  }

  slid() {
    this.race.clock.pause();
    const part = Number(this.part("time").value) / POSITIONS;
    const { horizon } = this.race;
    this.race.clock.go(Math.round(horizon > LONG ? Math.expm1(part * Math.log1p(horizon)) : part * horizon));
  }

  show() {
    const { race } = this;
    const { step, horizon, clock, reaching } = race;
    const part = horizon > LONG ? Math.log1p(step) / Math.log1p(horizon) : step / horizon;
    const range = this.part("time");
    range.value = Math.round(part * POSITIONS);
    range.style.setProperty("--part", Math.min(1, part));
    range.setAttribute("aria-valuetext", timeWords(step, horizon));
    this.part("reading").textContent = race.problem ?? timeWords(step, horizon);
    this.element.classList.toggle("is-running", clock.playing);
    this.part("play-label").textContent = clock.playing ? "Pause" : "Race";
    this.part("reset").disabled = step === 0 && !clock.playing;
    for (const name of ["play", "step", "end"]) this.part(name).disabled = race.empty || reaching;
    this.part("reaching").hidden = !reaching;
    if (!reaching) return;
    const walked = race.walked;
    this.part("progress").value = walked / MOST_STEPS;
    this.part("progress-words").textContent = `${whole(walked)} steps, at most ${whole(MOST_STEPS)}`;
  }
}
