// The living picture of one network: everything that is drawn from its weights, on whichever page.

import { subject } from "./history.js";
import { Diagram } from "./network/diagram/diagram.js";
import { FormulaCard } from "./network/formula-card.js";
import { OutputMap } from "./network/output-map.js";
import { Gallery } from "./network/gallery/gallery.js";
import { DataTools } from "./quick/data-tools.js";
import { Painter } from "./network/painter.js";
import { Player } from "./network/player.js";
import { SceneLoader } from "./network/scene-loader.js";
import { Stage } from "./network/stage.js";
import { TimeSlider } from "./network/time/slider.js";

/** Where each view lives in the page, and its class; a page shows those whose place it has. */
const VIEWS = [
  ["[data-diagram]", Diagram],
  ["[data-output]", OutputMap],
  ["[data-gallery]", Gallery],
  ["[data-formula]", FormulaCard],
  ["[data-data-tools]", DataTools],
  ["[data-time]", TimeSlider],
];

export class Picture {
  /**
   * `desk` is what the views may ask of the page around them: `settings()` the spec on show, `readOnly`, `set(path, value)`
   * changes a setting as the form would, `live()` the LiveExperiment or null, `edit(parameter, value, stage)` types a weight.
   */
  constructor(root, desk) {
    this.stage = new Stage();
    this.painter = new Painter(this.stage, root);
    this.player = new Player(this.stage);
    // Whoever goes back in time says which epoch is on the stage.
    this.stage.addEventListener("time", () => (this.stage.travelled === null ? this.player.follow() : this.player.hold()));
    this.loader = new SceneLoader(this.stage, () => this.player.catchUp());
    // Of several runs one is on show: the one chosen in their table, in the end the best.
    document.addEventListener("showrun", ({ detail }) => this.choose(detail));
    this.views = VIEWS.flatMap(([place, View]) => [...root.querySelectorAll(place)].map((element) => new View(element, this.stage, desk)));
  }

  /** `spec`: the settings on show; `live`: the experiment that trains or trained with them, or null. */
  show(spec, live) {
    if (live !== this.live) this.begin(live);
    this.spec = spec;
    if (!this.chosen && live && allEnded(live.history)) this.choose(subject(live.history).number || 1);
    this.loader.show(spec, live, this.stage.run);
    for (const view of this.views) view.show?.(spec, live);
  }

  begin(live) {
    Object.assign(this, { live, chosen: false });
    this.player.watch(live);
    tellShown(this.stage.run);
  }

  choose(run) {
    this.chosen = true;
    if (run === this.stage.run) return;
    this.player.choose(run);
    tellShown(run);
    this.show(this.spec, this.live);
  }
}

function tellShown(run) {
  document.dispatchEvent(new CustomEvent("runshown", { detail: run }));
}

function allEnded({ runs }) {
  return runs.size > 1 && [...runs.values()].every((run) => run.finished || run.failed);
}
