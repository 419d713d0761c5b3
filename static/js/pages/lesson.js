// One lesson: pick, train, see, and read why; after a reload it goes on where it was.

import * as api from "../api.js";
import { Chart } from "../charts/chart.js";
import { oncePerFrame } from "../frames.js";
import { showClaims } from "../lessons/claims.js";
import { legendOf, lessonFigure } from "../lessons/curves.js";
import { showLegend } from "../lessons/legend.js";
import { Prediction } from "../lessons/prediction.js";
import { LessonRange } from "../lessons/range.js";
import { LessonRuns } from "../lessons/runs.js";
import { seenIn, startLesson } from "../lessons/start-api.js";
import { OwnRun } from "../lessons/own-run.js";
import { Walks } from "../lessons/walks.js";
import { clearProblems, showProblems } from "../notices.js";
import { start } from "./start.js";

const page = document.querySelector("[data-lesson-page]");
const find = (selector) => page.querySelector(selector);
const data = JSON.parse(document.getElementById("lesson-data").textContent);
const GONE = "Some runs of this lesson do not exist any more: start again, nothing else is lost.";
const CONNECTION = { delayed: "Nothing comes from the server at the moment.", offline: "You are offline: the runs go on, and the curves catch up.", gone: "These runs are not to be seen any more." };

class LessonPage {
  constructor(description) {
    this.draw = oncePerFrame(() => this.show());
    this.facts = {};
    this.prediction = new Prediction(page, data.answer, () => this.allow());
    this.runs = new LessonRuns(data.trainings);
    this.runs.addEventListener("change", () => this.moved());
    this.charts = data.charts.filter(() => data.trainings.length).map((figure) => {
      const panel = find(`[data-chart="${figure}"]`);
      return new Chart(panel, lessonFigure(figure, panel.querySelector("h2").textContent.toLowerCase()));
    });
    if (data.walks.length) this.walks = new Walks(find("[data-walks]"), data.walks);
    const range = find('[data-chart="range-test"]');
    if (range) this.range = new LessonRange(range, (words) => this.say({ tone: "running", title: "Looking for a learning rate", detail: words }));
    if (data.trainings.length) this.own = new OwnRun(page, description, data, { train: (id, name) => this.runs.add(id, name), guarded: (act) => this.guarded(act) });
    find("[data-start]").addEventListener("click", () => this.start());
    find("[data-again]").addEventListener("click", () => this.start());
    find("[data-stop]").addEventListener("click", () => this.guarded(() => this.runs.stop()));
    this.say({ tone: "idle", title: "Ready", detail: "Pick what you expect, then press Start." });
  }

  allow() {
    find("[data-start]").disabled = this.busy || this.prediction.choice === null;
    find("[data-start-hint]").textContent = "";
    if (!this.begun) this.say({ tone: "idle", title: "Ready", detail: "Press Start." });
  }

  /** Goes on with what the server knows of whoever looks. */
  async resume({ prediction, seed, experiments, facts, seen }) {
    this.begun = true;
    Object.assign(this, { seed, facts });
    this.prediction.lock(prediction);
    this.walks?.recall(facts);
    if (seen.length) this.tell(seen);
    await this.runs.follow(experiments);
    if (this.runs.lost) showProblems([{ loc: "", msg: GONE }]);
    this.moved();
    if (!data.trainings.length && !seen.length) await this.look();
    this.settle();
  }

  /** The first time, and with another seed. */
  async start() {
    if (this.busy) return;
    this.busy = true;
    this.begun = true;
    clearProblems();
    this.prediction.lock();
    this.seen = false;
    this.settle();
    const walked = await this.guarded(() => this.begin());
    this.busy = false;
    if (walked === false && !this.runs.lives.length) this.say({ tone: "broken", title: "Not started", detail: "The sentence above says why." });
    this.settle();
  }

  async begin() {
    const seed = 1 + Math.floor(Math.random() * 9999);
    const picked = this.prediction.choice === null ? {} : { prediction: this.prediction.choice };
    this.say({ tone: "waiting", title: "Starting", detail: "" });
    const facts = {};
    for (const training of data.trainings.filter((each) => each.range_test)) Object.assign(facts, await this.range.measure(training, seed));
    if (this.walks) {
      this.say({ tone: "running", title: "Racing", detail: "Your browser walks all steps itself." });
      Object.assign(facts, await this.walks.race());
    }
    this.facts = facts;
    try {
      const made = await startLesson(data, { ...picked, seed, facts });
      this.seed = made.seed;
      await this.runs.follow(made.experiments);
    } catch (refused) {
      // Who may not train here races all the same: walks need no server.
      if (data.trainings.length || refused.status !== 403) throw refused;
    }
    if (!data.trainings.length) await this.look();
  }

  moved() {
    this.draw();
    if (this.runs.ended && !this.seen && !this.looking && this.begun) this.guarded(() => this.look());
  }

  /** Asks what the runs say, once all of them have ended. */
  async look() {
    this.looking = true;
    try {
      if (this.runs.lost) return;
      for (const [place, { opens_envelope: opens }] of data.trainings.entries()) if (opens) await this.opened(this.runs.lives[place]);
      const { claims } = await seenIn(data, { experiments: this.runs.ids, facts: this.facts });
      this.tell(claims);
    } finally {
      // A moment later, so that a refusal is not asked for again and again.
      setTimeout(() => { this.looking = false; }, 3000);
    }
  }

  async opened({ id, history }) {
    if (history.test) return;
    this.say({ tone: "running", title: "Opening the test envelope", detail: "For the run that validation chose." });
    const { test } = await api.getExperiment(id);
    if (!test) await api.openTest(id);
  }

  tell(claims) {
    this.seen = true;
    showClaims(find("[data-claims]"), claims);
    find("[data-seen-empty]").hidden = true;
    this.prediction.judge();
    find("[data-why-part]").open = true;
    this.settle();
  }

  settle() {
    const going = this.busy || (this.runs.lives.length > 0 && !this.runs.ended);
    find("[data-start]").hidden = Boolean(this.begun) && (going || this.seen);
    find("[data-start]").disabled = Boolean(this.busy) || this.prediction.choice === null;
    find("[data-stop]").hidden = !going || !this.runs.lives.length;
    find("[data-again]").hidden = !this.seen || going || !data.trainings.length;
    if (this.own && this.begun && this.runs.lives.length) {
      this.own.seed = this.seed;
      this.own.reveal();
    }
    this.draw();
  }

  show() {
    const { runs } = this;
    const shown = runs.shown;
    for (const chart of this.charts) chart.show(shown);
    if (find("[data-legend]")) showLegend(find("[data-legend]"), legendOf(shown));
    if (find("[data-bands]")) find("[data-bands]").hidden = !shown.lanes.some((lane) => lane.runs.length > 1);
    find("[data-progress-bar]").style.setProperty("--done", data.trainings.length ? runs.done : Number(Boolean(this.seen)));
    if (!this.busy && runs.standing) this.say(runs.standing);
    if (!data.trainings.length && this.seen) this.say({ tone: "finished", title: "Finished", detail: "All walks have ended." });
    const bad = CONNECTION[runs.connection] ?? "";
    find("[data-connection]").hidden = !bad;
    find("[data-connection-words]").textContent = bad;
    find("[data-stop]").hidden = !runs.lives.length || runs.ended;
    this.links();
  }

  links() {
    const place = find("[data-experiment-links]");
    const ids = this.runs.ids.join(",");
    if (place.dataset.ids === ids) return;
    place.dataset.ids = ids;
    place.hidden = !ids;
    const links = this.runs.ids.map((id, number) => Object.assign(document.createElement("a"), { href: `/e/${id}`, textContent: data.trainings.length > 1 ? `Experiment ${number + 1} in full` : "The whole experiment" }));
    place.replaceChildren(...links);
  }

  say({ tone, title, detail }) {
    const announced = find("[data-announce]");
    const status = find("[data-status]");
    status.dataset.tone = tone;
    find("[data-status-title]").textContent = title;
    find("[data-status-detail]").textContent = detail;
    // Read aloud where something begins or ends, not at every epoch.
    if (announced.dataset.tone === tone) return;
    announced.dataset.tone = tone;
    announced.textContent = [title, detail].filter(Boolean).join(". ");
  }

  /** False where the server refused, which is said above. */
  async guarded(act) {
    try {
      return await act();
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.problems.map(({ msg }) => ({ loc: "", msg })));
      document.querySelector("[data-notices]").scrollIntoView({ block: "center" });
      return false;
    }
  }
}

start(async () => {
  const description = data.trainings.length ? await api.getSchema() : null;
  const lesson = new LessonPage(description);
  if (data.progress) await lesson.guarded(() => lesson.resume(data.progress));
  else lesson.draw();
});
