// Where the curvature is measured: everywhere the same in a bowl; else at the start, at a minimum, or where somebody points.

import { same } from "../schema.js";

export const PLACES = { start: "at the start", minimum: "at the minimum", pointed: "where I point" };

/** Tells "change" when its place or the curvature there has changed. */
export class Probe extends EventTarget {
  constructor(lab, field) {
    super();
    Object.assign(this, { lab, field });
    for (const part of ["surface", "curvature"]) lab.addEventListener(part, () => this.tell());
    lab.addEventListener("start", () => { if (!this.everywhere && this.chosen === "start") this.tell(); });
    field.addEventListener("pointed", () => { if (!this.everywhere && this.chosen === "pointed" && field.reading) this.choose(field.reading.map(rounded)); });
  }

  /** One of PLACES, or the place that is pointed at, which stays when nobody points any more. */
  choose(place) {
    if (!same(place, this.lab.state.curvature)) this.lab.set("curvature", place);
  }

  get chosen() {
    const { curvature } = this.lab.state;
    return Array.isArray(curvature) ? "pointed" : curvature;
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
    const { landscape, startWeights, state } = this.lab;
    if (this.everywhere || this.chosen === "minimum") return this.minimum?.w ?? startWeights;
    return Array.isArray(state.curvature) ? landscape.plane.at(state.curvature) : startWeights;
  }

  get shape() {
    return this.lab.landscape.shape(this.weights);
  }
}

function rounded(value) {
  return Number(value.toPrecision(6));
}
