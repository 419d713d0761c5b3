// The landscape in three dimensions, drawn by the chart library once somebody wants to see it, and only while it is on show.

import { farther, sightOf } from "../surface/camera.js";
import { sceneFigure } from "../surface/scene-figure.js";
import { loadPlotly } from "./plotly.js";
import { theme } from "./theme.js";

/** While something is dragged the picture waits: one drawing takes longer than a frame. */
const PAUSE = 120;
const CONFIG = { displaylogo: false, displayModeBar: false, responsive: false };

export class Scene {
  constructor(lab, field, box) {
    Object.assign(this, { lab, field, box, plot: box.querySelector("[data-plot]"), words: box.querySelector("[data-empty]"), timer: 0, busy: false, turned: null });
    for (const name of ["surface", "start", "view", "trails"]) lab.addEventListener(name, () => this.request());
    // Who turns it sees it turned already.
    lab.addEventListener("camera", () => lab.state.camera !== this.turned && this.request());
    field.addEventListener("drawn", () => this.request());
    document.addEventListener("theme-changed", () => this.request());
  }

  get wanted() {
    return this.lab.state.view.kind === "3d" && !this.field.flat && this.field.region;
  }

  request() {
    if (!this.wanted || this.timer) return;
    this.timer = setTimeout(() => this.draw(), PAUSE);
  }

  async draw() {
    this.timer = 0;
    if (!this.wanted || document.hidden) return;
    if (this.busy) return void this.request();
    this.busy = true;
    try {
      const plotly = await loadPlotly();
      const { landscape, state, trails } = this.lab;
      const { traces, layout } = sceneFigure(landscape, this.field.region, { start: state.start, trails, camera: state.camera, away: farther(this.box) }, theme());
      await plotly.react(this.plot, traces, { ...layout, width: this.box.clientWidth, height: this.box.clientHeight }, CONFIG);
      this.follow();
      this.plot.dataset.drawn = String(Number(this.plot.dataset.drawn ?? 0) + 1);
      this.words.hidden = true;
    } catch (error) {
      this.words.hidden = false;
      this.words.textContent = error.message;
    } finally {
      this.busy = false;
    }
  }

  /** Where it was turned to goes into the lab while it turns: a picture drawn meanwhile has to be seen from there. */
  follow() {
    if (this.follows) return;
    this.follows = true;
    for (const news of ["plotly_relayout", "plotly_relayouting"]) {
      this.plot.on(news, ({ "scene.camera": camera }) => {
        if (!camera) return;
        this.turned = sightOf(camera, farther(this.box));
        this.lab.set("camera", this.turned);
      });
    }
  }
}
