// The playground: controls, Train, and the curves of the experiment that they make.

import * as api from "../api.js";
import { begin as beginWith } from "../beginning.js";
import { BuilderOpener } from "../builder/opener.js";
import { CostLine } from "../cost-line.js";
import { showDataset } from "../dataset-card.js";
import { including } from "../datasets.js";
import { openDesk } from "../desk.js";
import { Drawer } from "../drawer.js";
import { ExperimentViews } from "../experiment-views.js";
import { oncePerFrame } from "../frames.js";
import { firstRun } from "../history.js";
import { showInputs } from "../inputs-table.js";
import { listenForKeys, showKeys } from "../keys.js";
import { Links } from "../links.js";
import { LiveChanges } from "../live-changes.js";
import { LiveExperiment } from "../live.js";
import { clearProblems, copyLink, say, showProblems } from "../notices.js";
import { OwnDataDialog } from "../own-data.js";
import { listenForTables } from "../pasted-table.js";
import { Picture } from "../picture.js";
import { Presets } from "../presets.js";
import { DataPanel } from "../quick/data-panel.js";
import { Strip } from "../quick/strip.js";
import { RangePanel } from "../rates/range-panel.js";
import { RateLimit } from "../rates/rate-limit.js";
import { SchemaForm } from "../schema-form.js";
import { at, differences, replaced, same } from "../schema.js";
import { anotherSeed, isWeight, redraws, sectionsThatDiffer } from "../spec-changes.js";
import { TakeAwayOpener } from "../take-away/opener.js";
import { Transport } from "../transport.js";
import { Undo } from "../undo.js";
import { VaryNotice, varies } from "../vary-notice.js";
import { start } from "./start.js";

const find = (selector) => document.querySelector(selector);

class Playground {
  constructor(description) {
    this.show = oncePerFrame(() => this.draw());
    this.form = new SchemaForm(find("[data-form]"), description);
    this.cost = new CostLine(find("[data-cost]"), this.form, this.show);
    this.drawer = new Drawer(find("[data-settings]"), find("[data-drawer-toggle]"), this.form);
    this.strip = new Strip(find("[data-strip]"), this.form, (path) => this.form.reveal(path));
    this.data = new DataPanel(find("[data-data-panel]"), this.form);
    this.picture = new Picture(find("[data-picture]"), openDesk(this));
    this.links = new Links(this.form, this.picture.stage, {
      load: (spec) => this.load({ spec }), replace: (spec) => this.guarded(() => this.begins(spec)),
    });
    this.picture.stage.addEventListener("time", () => this.show());
    this.builder = new BuilderOpener(this);
    this.varies = new VaryNotice(find("[data-varies]"), this.form);
    this.views = new ExperimentViews(description.schema, (setting, value) => this.tryOut(setting, value), {
      readOnly: false, mine: () => true, open: (path) => { location.href = path; }, control: (desired, which) => this.guarded(() => this.live.control(desired, which)),
    });
    this.views.watch(this.picture.stage);
    this.transport = new Transport(find("[data-transport]"), {
      train: () => this.guarded(() => this.train("run")),
      step: () => this.guarded(() => this.train("step")),
      pause: () => this.guarded(() => this.live.control("pause")),
      stop: () => this.guarded(() => this.live.control("stop")),
      reset: () => this.guarded(() => this.reset()),
      weights: () => this.guarded(() => this.newWeights()),
    });
    this.taking = new TakeAwayOpener(() => this.live?.id);
    Object.assign(this, { live: null, making: null, base: null, forkOf: null });
    this.limit = new RateLimit(this.form, this.picture.stage, () => this.live);
    this.range = new RangePanel(find("[data-range-dialog]"), this.strip.finder, this.form, this.limit);
    this.changes = new LiveChanges(this);
    this.undo = new Undo(find("[data-bench-tools]"), this.form, (spec) => this.load({ spec }));
    this.presets = new Presets(find("[data-presets-dialog]"), this.form.defaults, (spec) => this.guarded(() => this.begins(spec)));
    this.form.addEventListener("change", (event) => this.settingChanged(event.detail));
    const dialog = new OwnDataDialog(find("[data-own-dialog]"), (entry) => this.useDataset(entry));
    document.addEventListener("click", (event) => this.clicked(event, dialog));
    listenForTables((text) => dialog.open(text));
    find("[data-experiment-title]").addEventListener("input", (event) => this.form.set("title", event.target.value));
    listenForKeys({
      " ": () => this.transport.toggle(), ArrowRight: () => this.transport.act("step"), r: () => this.transport.act("reset"), "?": showKeys,
      w: () => this.transport.act("weights"), s: () => this.drawer.toggle(), c: () => this.builder.open(),
      "Control+z": () => this.undo.go("undo"), "Control+Shift+z": () => this.undo.go("redo"), "Control+y": () => this.undo.go("redo"),
    });
  }

  clicked(event, dialog) {
    const on = (name) => event.target.closest(`[data-${name}]`);
    if (on("own-data") || on("own-table")) dialog.open();
    if (on("keys")) showKeys();
    if (on("copy")) copyLink(this.link());
    if (on("train-changed")) this.transport.act("train");
    if (on("undo-changes")) this.form.load(this.base);
  }

  load({ spec, dataset }) {
    this.form.datasets = including(this.form.datasets, dataset);
    this.form.load(spec);
    find("[data-experiment-title]").value = spec.title;
  }

  /** Puts a suggested value into the form, where the student sees it before pressing Train. */
  tryOut(path, value) {
    if (value === undefined || this.form.get(path) === undefined) return;
    // Runs that differ in this setting would not heed it: a suggestion is for one network.
    if (varies(this.form.value.vary, path)) this.form.set("vary", null);
    this.form.put(path, value);
    say("The suggestion is in the settings: press Train");
  }

  watch(id, spec, status = null, seq = 0) {
    this.live?.close();
    this.base = spec;
    this.changes.begin();
    this.live = new LiveExperiment(id, spec);
    this.live.status = status;
    this.live.addEventListener("change", (event) => this.moved(event.detail.events));
    this.live.open(seq);
    this.show();
  }

  moved(events) {
    for (const event of events) if (event.type === "setting_changed" && event.by !== "population") this.settingWasChanged(event);
    this.show();
  }

  /** A live change arrived: what trains now has it, and so has the form unless the student moved on. */
  settingWasChanged({ path, new: value }) {
    if (isWeight(path)) return;
    const untouched = same(this.form.get(path), at(this.changes.expected, path));
    this.base = replaced(this.base, path, value);
    this.changes.arrived();
    const expected = at(this.changes.expected, path);
    if (untouched && !same(this.form.get(path), expected)) this.form.follow(path, expected);
  }

  /** Settings that the training experiment does not have and cannot take any more. */
  get fresh() {
    if (!this.live) return [];
    return differences(this.form.value, this.base).filter((path) => path !== "title" && !(this.live.active && this.form.isLive(path)));
  }

  async train(desired) {
    // A weight may be typed, or Train pressed, while the experiment is being made: that one is meant.
    while (this.making) await this.making;
    if (this.live?.active && this.fresh.length === 0) return this.live.control(desired);
    this.making = this.make(desired).finally(() => { this.making = null; });
    await this.making;
  }

  /** Makes an experiment of the settings on show and watches it; another one that trains is stopped. */
  async make(desired) {
    const spec = this.form.value;
    const made = this.forkOf
      ? await api.fork(this.forkOf.id, sectionsThatDiffer(spec, this.forkOf.spec), desired)
      : await api.createExperiment(spec, desired);
    if (this.live?.active) api.control(this.live.id, "stop").catch(() => {});
    this.forkOf = null;
    find("[data-forked]").hidden = true;
    // It waits until the stream tells more: with no status it would pass for ended, and Train would make another one.
    this.watch(made.id, spec, { state: "waiting", desired });
    // What was set while the request was on its way.
    this.changes.sendWithin("");
  }

  /** Back to epoch 0: the saved experiment keeps its link, the page forgets it. */
  async reset() {
    await this.making?.catch(() => {});
    const old = this.live;
    old?.close();
    this.live = null;
    this.base = null;
    this.show();
    if (old?.active) await api.control(old.id, "stop").catch(() => {});
  }

  /** Other first weights for the same network: only they are drawn anew, data and batches stay. */
  async newWeights() {
    const { seed } = this.form.value.network;
    this.form.place("network.seed", anotherSeed(seed ?? this.form.value.seed));
    await this.reset();
  }

  /** An experiment of the gallery, at epoch 0. */
  async begins(spec) {
    await this.reset();
    this.load({ spec });
    say(`${spec.title || "The settings are here"}: press Train`);
  }

  settingChanged({ path, followed = false }) {
    if (!followed) {
      clearProblems();
      this.changes.sendWithin(path);
    }
    this.cost.ask();
    this.show();
  }

  useDataset(entry) {
    this.form.datasets = [...this.form.datasets.filter((each) => each.name !== entry.name), entry];
    this.form.chooseDataset(entry.name);
    say(`${entry.title} is ready: press Train`);
  }

  async guarded(action, { focus = true } = {}) {
    clearProblems();
    try {
      await action();
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.status === 422 ? this.form.showProblems(refused.problems, { focus }) : refused.problems);
    }
    this.show();
  }

  link() {
    return this.live ? `/e/${this.live.id}` : "/";
  }

  /** The samples of each split as the server counts them, once it has told. */
  sizes() {
    const { form, live, base } = this;
    const trained = live && same(base.data, form.value.data) ? firstRun(live.history)?.started : null;
    return this.cost.of(form.value) ?? trained;
  }

  draw() {
    const { form, live } = this;
    const fresh = this.fresh;
    this.links.write({ e: live?.id, fork: this.forkOf?.id });
    const settings = live ? this.base : form.value;
    const entry = form.datasets.find((each) => each.name === settings.data.dataset);
    const classes = ExperimentViews.classes(live) ?? entry?.task !== "regression";
    this.transport.show(live, fresh.length > 0);
    this.views.show(live, settings, classes, this.picture.stage.travelled);
    showDataset(find("[data-dataset-card]"), form.dataset(), form.value, this.sizes());
    showInputs(find("[data-inputs]"), live?.history);
    // Another network or other data are drawn as they would begin; any other setting leaves the trained picture.
    this.picture.show(form.value, live && fresh.some(redraws) ? null : live);
    this.varies.show();
    form.markAgainst(live?.active ? this.base : null);
    find("[data-changed]").hidden = !(live?.active && fresh.length);
    find("[data-saved]").hidden = !live;
    for (const anchor of document.querySelectorAll("[data-link]")) anchor.href = this.link();
    document.title = live ? `${find("[data-status-title]").textContent} · Descent` : "Descent";
  }
}

start(async () => beginWith(new Playground(await api.getSchema())));
