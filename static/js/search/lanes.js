// One small picture per lane, side by side and live: what every setting makes of the same data.

import * as server from "../api.js";
import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { decodeScene } from "../network/scene.js";
import { whole } from "../numbers.js";
import { isDrawable, pictureInWords } from "./lane-answers.js";
import { lanesOf, MOST_LANES, sceneKeyOf } from "./lane-choice.js";
import { drawLane } from "./lane-drawing.js";
import { Lane } from "./lane.js";
import { LanePainter } from "./lane-painter.js";
import { Networks } from "./networks.js";
import { listenForPins, pinsOf } from "./pins.js";
import { sharePointing, shownRun } from "./pointing.js";

/** How long the choice among many trials stays, in ms: maps that changed places could not be looked at. */
const STAYS = 3_000;

export class Lanes {
  constructor(element) {
    Object.assign(this, { element, live: null, lanes: new Map(), scenes: new Map(), seen: false, chosenAt: 0 });
    this.grid = make("div", { class: "lanes-grid" });
    this.words = make("span", { class: "muted small" });
    this.panel = make("section", { class: "panel lanes", hidden: true, "aria-labelledby": "lanes-title" },
      make("header", { class: "runs-head" }, make("h2", { id: "lanes-title" }, "What each of them says"), this.words), this.grid);
    element.replaceChildren(this.panel);
    this.painter = new LanePainter((number, drawn, epoch) => this.receive(number, drawn, epoch));
    this.networks = new Networks((known) => this.hear([...known.values()]));
    // Who went back in time sees what was then.
    this.streamed = ({ detail }) => (this.sight?.at ?? null) === null && this.hear(detail.weights);
    this.paint = oncePerFrame(() => this.paintDue());
    this.grid.addEventListener("click", ({ target }) => this.clicked(target.closest("[data-lane]")));
    sharePointing(this.grid);
    document.addEventListener("runshown", () => this.sight && this.captions());
    document.addEventListener("visibilitychange", () => this.watchOver());
    listenForPins(() => { this.chosenAt = 0; this.sight && this.show(this.sight); });
    new IntersectionObserver((news) => { this.seen = news.at(-1).isIntersecting; this.watchOver(); }, { rootMargin: "200px" }).observe(element);
  }

  show(sight) {
    this.sight = sight;
    const { live, trials, history } = sight;
    if (live !== this.live) this.begin(live);
    if (!live || history.ensemble || trials.length < 2 || this.undrawable) {
      this.panel.hidden = true;
      return;
    }
    this.choose();
    this.captions();
    this.watchOver();
  }

  /** Another experiment: what was drawn of the last one goes. */
  begin(live) {
    this.live?.removeEventListener("weights", this.streamed);
    live?.addEventListener("weights", this.streamed);
    Object.assign(this, { live, lanes: new Map(), scenes: new Map(), chosenAt: 0, undrawable: false, picture: "" });
    this.painter.forget();
    this.grid.replaceChildren();
    this.panel.hidden = true;
  }

  choose() {
    const { trials, objective, live } = this.sight;
    const left = this.chosenAt + STAYS - performance.now();
    const stays = this.lanes.size && left > 0 && trials.length > MOST_LANES;
    const chosen = stays ? trials.filter(({ number }) => this.lanes.has(number)) : lanesOf(trials, pinsOf(live.id), objective);
    clearTimeout(this.later);
    // Nothing may move any more when it is time to choose again.
    if (stays) this.later = setTimeout(() => this.show(this.sight), left);
    else this.chosenAt = performance.now();
    for (const number of [...this.lanes.keys()]) if (!chosen.some((trial) => trial.number === number)) this.drop(number);
    for (const trial of chosen) this.lanes.get(trial.number)?.take(trial) ?? this.add(trial);
    const order = chosen.map(({ number }) => this.lanes.get(number).element);
    order.forEach((element, place) => { if (this.grid.children[place] !== element) this.grid.insertBefore(element, this.grid.children[place] ?? null); });
    this.grid.classList.toggle("has-long-names", chosen.some(({ name }) => name.length > 16));
    this.chosenInWords = trials.length > chosen.length ? `the best ${whole(chosen.length)} of ${whole(trials.length)}, pinned ones first` : "";
  }

  add(trial) {
    const lane = new Lane(trial, (context, size) => this.draw(lane, context, size));
    this.lanes.set(trial.number, lane);
    this.loadScene(trial);
  }

  drop(number) {
    this.lanes.get(number).element.remove();
    this.lanes.delete(number);
  }

  /** Lanes that differ in their rates only have the same scene: it is asked for once. */
  async loadScene(trial) {
    const key = sceneKeyOf(trial);
    const { live, scenes } = this;
    if (scenes.has(key)) return;
    scenes.set(key, null);
    try {
      const answer = await server.getExperimentScene(live.id, trial.runs[0].number);
      if (live !== this.live) return;
      if (answer.pending) throw new server.Refused(503, []);
      const scene = decodeScene(answer);
      this.undrawable = !isDrawable(scene);
      if (this.undrawable) return;
      this.picture = pictureInWords(scene);
      scenes.set(key, scene);
      this.painter.setScene(key, scene);
      this.panel.hidden = false;
      this.watchOver();
      this.again();
    } catch (refused) {
      if (!refused.problems) throw refused;
      if (live === this.live) setTimeout(() => { scenes.delete(key); if (live === this.live) this.loadScene(trial); }, STAYS);
    }
  }

  /** Asks for networks and has them painted only while somebody can see them. */
  watchOver() {
    const looking = this.seen && !document.hidden && Boolean(this.live) && !this.undrawable;
    this.painter.pause(!looking);
    this.networks.want(this.live, [...this.lanes.values()].map(({ run }) => run.number), looking, this.sight?.at ?? null);
  }

  hear(frames) {
    for (const frame of frames) {
      const lane = [...this.lanes.values()].find(({ run }) => run.number === frame.run);
      const older = lane?.frame?.run === frame.run && lane.frame.epoch > frame.epoch;
      if (!lane || lane.frame === frame || (older && this.sight.at === null)) continue;
      lane.frame = frame;
      this.askFor(lane);
    }
  }

  again() {
    for (const lane of this.lanes.values()) if (lane.frame) this.askFor(lane);
  }

  askFor(lane) {
    this.painter.ask(lane.trial.number, { key: sceneKeyOf(lane.trial), epoch: lane.frame.epoch, weights: lane.frame.data });
  }

  receive(number, drawn, epoch) {
    const lane = this.lanes.get(number);
    if (!lane) return;
    Object.assign(lane, { drawn, epoch, due: true });
    this.paint();
  }

  paintDue() {
    for (const lane of this.lanes.values()) if (lane.due) lane.paint();
    this.captions();
  }

  draw(lane, context, size) {
    const scene = this.scenes.get(sceneKeyOf(lane.trial));
    if (scene && lane.drawn) drawLane(context, scene, lane.drawn, size);
  }

  captions() {
    const words = [this.chosenInWords, this.picture].filter(Boolean).join(" · ");
    if (this.words.textContent !== words) this.words.textContent = words;
    for (const lane of this.lanes.values()) lane.tell(this.sight.objective, shownRun(), this.sight.at ?? null);
  }

  clicked(button) {
    if (button) document.dispatchEvent(new CustomEvent("showrun", { detail: this.lanes.get(Number(button.dataset.lane)).run.number }));
  }
}
