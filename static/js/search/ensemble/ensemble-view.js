// An ensemble on show: the average over the faint maps of its members, where they disagree, and what averaging gains.

import { make } from "../../elements.js";
import { nameOf } from "../../history.js";
import { heightsOf } from "../../network/output/curve.js";
import { count, whole } from "../../numbers.js";
import { SceneLoader } from "../../network/scene-loader.js";
import { Stage } from "../../network/stage.js";
import { retell } from "../../retold.js";
import { networkSize } from "../../network/player.js";
import { Crowd } from "../crowd.js";
import { Networks } from "../networks.js";
import { Plate } from "../plate.js";
import { drawDisagreement, drawTogether, limitOf } from "./drawing.js";
import { drawIdentity, identityToShow } from "./identity.js";
import { MemberMaps } from "./member-maps.js";
import { amountInWords, differInWords, legendInWords, readingAt } from "./reading.js";
import { drawScores, scoresOf } from "./scores.js";
import { drawVotes, votesInWords } from "./votes.js";

const PAUSE = 250;
const POINTS = { train: true };

export class EnsembleView {
  constructor(element) {
    Object.assign(this, { element, answer: null, seen: false, drawnAt: 0, pointed: null });
    this.crowd = new Crowd((answer) => this.receive(answer));
    this.stage = new Stage();
    this.loader = new SceneLoader(this.stage, () => {});
    this.stage.addEventListener("scene", () => this.begin());
    this.networks = new Networks(() => this.compute());
    this.build();
    new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      if (this.sight) this.show(this.sight);
    }, { rootMargin: "200px" }).observe(element);
  }

  build() {
    this.together = new Plate((context, size) => this.drawTogether(context, size), { axes: true });
    this.members = new MemberMaps((run) => this.point(run));
    this.differing = new Plate((context, size) => this.drawDiffering(context, size), { axes: true });
    this.find = Object.fromEntries(["title", "reading", "limit"].map((name) => [name, make(name === "title" ? "h2" : "span", { class: `together-${name}` })]));
    Object.assign(this.find, { scoresOf: make("p", { class: "small muted" }), scores: make("dl", { class: "scores" }), identity: make("div", { class: "identity" }), votes: make("ol", { class: "votes" }), voteWords: make("p", { class: "muted small" }) });
    const part = (name, title, ...children) => (this.find[`${name}Part`] = make("section", { class: `together-part is-${name}`, hidden: name !== "scores" }, make("h3", {}, title), ...children));
    this.legend = make("p", { class: "together-legend small muted" });
    this.element.replaceChildren(
      make("header", { class: "together-head" }, this.find.title, this.find.reading),
      make("div", { class: "together-maps" },
        part("average", "All together, over every member", this.together.element, this.legend),
        part("differing", "Where they disagree", this.differing.element, make("div", { class: "amount" }, make("span", { class: "small muted" }, "of one mind"), make("span", { class: "amount-bar", "aria-hidden": "true" }), this.find.limit)),
        part("members", "Every member", this.members.element)),
      make("div", { class: "together-figures" },
        part("scores", "What averaging gains", this.find.scoresOf, this.find.scores),
        part("identity", "Why: ambiguity", this.find.identity),
        part("votes", "How many members are right", this.find.votes, this.find.voteWords)));
    this.listen();
  }

  listen() {
    this.together.field.addEventListener("pointermove", (event) => this.read(event));
    this.together.field.addEventListener("pointerleave", () => { this.find.reading.textContent = this.differ; });
  }

  /** `sight`: {live, history, spec, classes …} of the page. */
  show(sight) {
    const { live, history, at } = this.sight = sight;
    this.element.hidden = !live || !history.ensemble;
    if (this.element.hidden) return;
    if (live !== this.live) Object.assign(this, { live, answer: null });
    if (this.seen) this.loader.show(live.spec ?? sight.spec, live, 1);
    this.networks.want(live, [...history.runs.keys()].sort((one, other) => one - other), this.seen, at);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), Math.max(0, this.drawnAt + PAUSE - performance.now()));
  }

  tell() {
    this.drawnAt = performance.now();
    const { history, classes, at } = this.sight;
    const { answer } = this;
    this.find.title.textContent = `${count(history.runs.size, "network")} together${at === null ? "" : ` after epoch ${whole(at)}`}`;
    const differ = differInWords(history.ensemble, classes, at);
    if (differ !== this.differ) this.find.reading.textContent = this.differ = differ;
    const scores = scoresOf(history, classes, at);
    this.find.scoresOf.textContent = scores?.title ?? "";
    retell(this.find.scores, scores ? drawScores(scores) : []);
    const identity = identityToShow(history, answer?.judged, at);
    this.find.identityPart.hidden = !identity;
    if (identity) retell(this.find.identity, drawIdentity(identity));
    this.find.votesPart.hidden = !answer?.judged?.votes;
    if (answer?.judged?.votes) {
      retell(this.find.votes, drawVotes(answer.judged));
      this.find.voteWords.textContent = votesInWords(answer.judged);
    }
  }

  begin() {
    this.answer = null;
    this.crowd.begin(this.stage.scene);
    this.compute();
  }

  compute() {
    const known = [...this.networks.known.values()].sort((one, other) => one.run - other.run);
    // Networks of another experiment than the scene on show would be nonsense in its place.
    if (this.live === this.networks.live) this.crowd.ask(known.filter(({ data }) => this.stage.scene && data.length === networkSize(this.stage.scene)), { judge: true });
  }

  receive(answer) {
    this.answer = answer;
    this.draw();
    this.tell();
  }

  draw() {
    const { maps, scene } = this.answer;
    for (const name of ["averagePart", "membersPart"]) this.find[name].hidden = !maps;
    this.find.differingPart.hidden = !maps || scene.kind !== "plane";
    this.element.classList.toggle("has-maps", Boolean(maps));
    this.element.classList.toggle("is-line", scene.kind === "line");
    this.element.dataset.drawn = this.answer.runs.length;
    if (!maps) return;
    this.together.redraw();
    this.differing.redraw();
    this.members.show(this.answer, (run) => nameOf(this.sight.history.runs.get(run) ?? { number: run }));
    this.legend.textContent = legendInWords(scene);
    this.find.limit.textContent = amountInWords(scene, maps);
    this.together.say(`What ${count(maps.voters.length, "network")} say together, over the faint ${scene.kind === "line" ? "curve" : "border"} of each.`);
    this.differing.say(`Where the networks disagree: at most ${this.find.limit.textContent}.`);
  }

  drawTogether(context, size) {
    const { maps, scene } = this.answer ?? {};
    if (!maps) return;
    const voter = this.pointed === null ? -1 : maps.voters.indexOf(this.answer.runs.indexOf(this.pointed));
    drawTogether(context, scene, maps, size, POINTS, voter === -1 ? null : voter);
    const across = { low: scene.domain.low[0], high: scene.domain.high[0], name: scene.columns[0] };
    this.together.frame(across, scene.kind === "line" ? heightsOf(scene, null, null) : upwardsOf(scene), scene.kind === "line");
  }

  drawDiffering(context, size) {
    const { maps, scene } = this.answer ?? {};
    if (!maps || scene.kind !== "plane") return;
    drawDisagreement(context, scene, maps, size, { limit: limitOf(maps), options: {} });
    this.differing.frame({ low: scene.domain.low[0], high: scene.domain.high[0], name: scene.columns[0] }, upwardsOf(scene));
  }

  point(run) {
    if (run === this.pointed) return;
    this.pointed = run;
    this.together.redraw();
  }

  /** What the members say where the pointer is. */
  read({ offsetX, offsetY }) {
    const { maps, scene } = this.answer ?? {};
    const { width, height } = this.together.size;
    if (!maps || !width) return;
    this.find.reading.textContent = readingAt(scene, maps, offsetX / width, offsetY / height);
  }
}

const upwardsOf = (scene) => ({ low: scene.domain.low[1], high: scene.domain.high[1], name: scene.columns[1] });
