// A saved experiment: the same curves through the same live line, its settings in words, and what its owner may do.

import * as api from "../api.js";
import { showDataset } from "../dataset-card.js";
import { Deleting } from "../deleting.js";
import { fitted, including } from "../datasets.js";
import { closedDesk } from "../desk.js";
import { EmbedDialog } from "../embed-dialog.js";
import { ExperimentViews } from "../experiment-views.js";
import { oncePerFrame } from "../frames.js";
import { firstRun } from "../history.js";
import { showInputs } from "../inputs-table.js";
import { listenForKeys, showKeys } from "../keys.js";
import { LiveExperiment } from "../live.js";
import { NotesPanel } from "../notes-panel.js";
import { clearProblems, copyLink, showProblems } from "../notices.js";
import { Picture } from "../picture.js";
import { remember } from "../recent.js";
import { SealedTest } from "../sealed-test.js";
import { openedTest } from "../sealed-words.js";
import { showSettings } from "../settings-list.js";
import { authorInWords, Sharing } from "../sharing.js";
import { TakeAwayOpener } from "../take-away/opener.js";
import { Transport } from "../transport.js";
import { changesInWords, inShort } from "../words.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);
const id = document.body.dataset.experiment;

class ExperimentPage {
  constructor(description, details) {
    this.show = oncePerFrame(() => this.draw());
    this.description = description;
    this.details = details;
    this.views = new ExperimentViews(description.schema, (setting, value) => {
      location.href = `/?${new URLSearchParams({ fork: id, set: setting, to: JSON.stringify(value) })}`;
    }, { readOnly: true, mine: () => details.mine, open: (path) => { location.href = path; }, control: (desired, which) => this.control(desired, which) });
    this.views.tell(details);
    this.live = new LiveExperiment(id, details.spec);
    Object.assign(this.live, { status: details.status, kin: details });
    this.transport = new Transport(find("[data-transport]"), {
      train: () => this.control("run"), step: () => this.control("step"), pause: () => this.control("pause"), stop: () => this.control("stop"),
    });
    this.entry = fitted(description.datasets.find((each) => each.name === details.spec.data.dataset), details.spec.data);
    this.picture = new Picture(find("[data-picture]"), closedDesk(this));
    this.views.watch(this.picture.stage);
    this.picture.stage.addEventListener("time", () => this.show());
    this.sealed = new SealedTest(find("[data-sealed]"), (run) => this.guarded(() => this.openTest(run)));
    showSettings(find("[data-settings]"), description, details.spec);
    this.showOrigin();
    this.notes = new NotesPanel(find("[data-notes-panel]"), details, () => this.showName());
    this.sharing = new Sharing(find("[data-sharing]"), details);
    this.embed = new EmbedDialog(find("[data-embed-dialog]"), id, () => find("[data-heading]").textContent);
    this.deleting = new Deleting(find("[data-delete]"), { id, mine: details.mine });
    this.taking = new TakeAwayOpener(() => id);
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-copy]")) copyLink(`/e/${id}`);
      if (event.target.closest("[data-keys]")) showKeys();
      if (event.target.closest("[data-embed]")) this.embed.open();
    });
    if (details.mine) {
      listenForKeys({ " ": () => this.transport.toggle(), ArrowRight: () => this.transport.act("step"), "?": showKeys });
    }
    this.live.addEventListener("change", () => this.show());
    this.live.open(details.seq);
    this.show();
  }

  showOrigin() {
    const { parent, created, mine } = this.details;
    find("[data-created]").textContent = new Date(created).toLocaleString("en", { dateStyle: "long", timeStyle: "short" });
    find("[data-parent]").hidden = !parent;
    if (parent) find("[data-parent] a").href = `/e/${parent}`;
    find("[data-owner]").hidden = !mine;
    find("[data-author]").textContent = authorInWords(this.details);
    find("[data-author]").hidden = mine;
    if (parent) find("[data-compare]").href = `/compare?ids=${parent},${id}`;
    this.showName();
  }

  /** What its maker called it and says of it, or its settings in short. */
  showName() {
    const { title, description, spec } = this.details;
    find("[data-heading]").textContent = title || inShort(this.description.schema, spec, this.description.datasets);
    find("[data-description]").textContent = description;
    find("[data-description]").hidden = !description;
    remember(id, find("[data-heading]").textContent);
    this.show();
  }

  control(desired, which) {
    return this.guarded(() => this.live.control(desired, which));
  }

  /** The address may name a run whose network is wanted; after that, students choose. */
  showAsked() {
    if (this.asked === undefined) {
      this.asked = Number(new URLSearchParams(location.search).get("run"));
      if (this.asked > 0) document.dispatchEvent(new CustomEvent("showrun", { detail: this.asked }));
    }
  }

  async openTest(run) {
    this.sealed.opening();
    this.test = await api.openTest(id, run);
    this.show();
  }

  async guarded(action) {
    clearProblems();
    try {
      await action();
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.problems);
    }
    this.show();
  }

  draw() {
    const { live, details } = this;
    const classes = ExperimentViews.classes(live) ?? this.entry?.task !== "regression";
    this.transport.show(live, false);
    this.transport.enable("step", live.active && !this.transport.running);
    find("[data-actions]").hidden = !details.mine || !live.active;
    this.views.show(live, details.spec, classes, this.picture.stage.travelled);
    this.picture.show(details.spec, live);
    showDataset(find("[data-dataset-card]"), this.entry, details.spec, details.cost ?? firstRun(live.history)?.started);
    showInputs(find("[data-inputs]"), live.history);
    const changes = changesInWords(firstRun(live.history)?.changes ?? []);
    find("[data-live-changes]").hidden = !changes;
    find("[data-live-changes]").textContent = changes;
    this.showAsked();
    this.sealed.show(live, { mine: details.mine, test: openedTest([this.test, live.history.test, details.test]), objective: details.spec.vary?.objective });
    document.title = `${find("[data-heading]").textContent} · ${find("[data-status-title]").textContent} · Descent`;
  }
}

start(async () => {
  const [description, details] = await Promise.all([api.getSchema(), api.getExperiment(id)]);
  new ExperimentPage({ ...description, datasets: including(description.datasets, details.dataset) }, details);
});
