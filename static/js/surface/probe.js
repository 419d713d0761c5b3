// Where the curvature is measured: everywhere the same in a bowl; else at the start, at a minimum, or where somebody points.

export const PLACES = { start: "at the start", minimum: "at the minimum", pointed: "where I point" };

/** Tells "change" when its place or the curvature there has changed. */
export class Probe extends EventTarget {
  constructor(lab, field) {
    super();
    Object.assign(this, { lab, field, chosen: "start" });
    const moved = (place) => () => { if (!this.everywhere && this.chosen === place) this.tell(); };
    lab.addEventListener("surface", () => this.tell());
    lab.addEventListener("start", moved("start"));
    field.addEventListener("pointed", moved("pointed"));
  }

  choose(place) {
    this.chosen = place;
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  /** Whether the curvature is the same everywhere. */
  get everywhere() {
    return !this.lab.landscape.curved;
  }

  get minimum() {
    const { minima } = this.lab.landscape;
    return minima.find(({ global }) => global) ?? minima[0] ?? null;
  }

  /** The weights at which it is measured. */
  get weights() {
    const { landscape, startWeights } = this.lab;
    if (this.everywhere || this.chosen === "minimum") return this.minimum?.w ?? startWeights;
    if (this.chosen === "pointed" && this.field.reading) return landscape.plane.at(this.field.reading);
    return startWeights;
  }

  get shape() {
    return this.lab.landscape.shape(this.weights);
  }
}
