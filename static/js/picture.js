// The living picture of one network: everything that is drawn from its weights, on whichever page.

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
   * changes a setting as the form would, `live()` the LiveExperiment or null, `edit(parameter, value)` types a weight.
   */
  constructor(root, desk) {
    this.stage = new Stage();
    this.painter = new Painter(this.stage, root);
    this.player = new Player(this.stage);
    // Whoever goes back in time says which epoch is on the stage.
    this.stage.addEventListener("time", () => (this.stage.travelled === null ? this.player.follow() : this.player.hold()));
    this.loader = new SceneLoader(this.stage, () => this.player.catchUp());
    this.views = VIEWS.flatMap(([place, View]) => [...root.querySelectorAll(place)].map((element) => new View(element, this.stage, desk)));
  }

  /** `spec`: the settings on show; `live`: the experiment that trains or trained with them, or null. */
  show(spec, live) {
    this.player.watch(live);
    this.loader.show(spec, live, this.stage.run);
    for (const view of this.views) view.show?.(spec, live);
  }
}
