// Rings around the added points on the large map: those a click takes away again.

import { make } from "../elements.js";
import { heightsOf } from "../network/output/curve.js";
import { onMap } from "../network/maps.js";
import { placesOf } from "../network/added-points.js";

/** What the map shows upwards: {low, high} of the numbers on a line, null in the plane. */
export function heightsOn({ scene, focus, maps }) {
  return scene.kind === "line" ? heightsOf(scene, focus, maps) : null;
}

export class AddedMarks {
  constructor(stage, added) {
    Object.assign(this, { stage, added, element: make("div", { class: "added-marks", "aria-hidden": "true" }) });
    for (const name of ["scene", "view", "focus"]) stage.addEventListener(name, () => this.draw());
  }

  /** The map on which they lie; it may be built later than they. */
  lieOn(field) {
    if (this.element.parentElement !== field) field?.append(this.element);
  }

  /** Fractions of the map of every added point; none where a unit of a line is looked at, whose heights are its own. */
  places() {
    const { scene, view, focus } = this.stage;
    if (!onMap(scene) || (scene.kind === "line" && focus)) return [];
    // Where a line has more than two classes, all of its samples stand at the top.
    const top = scene.output.task === "classification" && scene.output.classes.length > 2;
    const points = this.added().map((point) => (scene.kind === "line" && top ? [point[0], 1] : point));
    return placesOf(points, view ?? scene.domain, heightsOn(this.stage));
  }

  draw() {
    this.element.replaceChildren(...this.places().flatMap(([across, upwards]) => {
      if (across < 0 || across > 1 || upwards < 0 || upwards > 1) return [];
      const mark = make("i", { class: "added-mark" });
      mark.style.left = `${100 * across}%`;
      mark.style.top = `${100 * (1 - upwards)}%`;
      return [mark];
    }));
  }
}
