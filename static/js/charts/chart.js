// One chart on the page: asks its figure what to draw, draws it when its turn comes, and keeps what was zoomed to.
// This module, its tools and the linked hover talk to Plotly, through `plotly.js`.

import { composed, literal, mainRun, plain, viewed } from "./composed.js";
import { Cursor } from "./cursor.js";
import { linkHover } from "./hover.js";
import { linkLanes, markCurves, trialOf } from "./lane-hover.js";
import { completed } from "./layout.js";
import { loadPlotly, plotly as library } from "./plotly.js";
import { theme } from "./theme.js";
import { giveTools } from "./tools.js";
import { inTurn } from "./turns.js";
import { view as shared } from "./view.js";
import { epochAt } from "./x-axis.js";

export { loadPlotly, theme };

const SHORTEST_PAUSE = 100;
/** As long as Plotly waits for the second press, in ms. */
const DOUBLE_CLICK = 300;
const NARROW = 420;
const MOST_NAMES = 6;
const CONFIG = { displaylogo: false, responsive: false, displayModeBar: false, showTips: false, doubleClick: "autosize" };

export class Chart {
  /** `figure(history, theme)` is a pure function that returns {traces, layout, empty}; `epochs`: whether its curves stand over epochs. */
  constructor(panel, figure, { view = shared, epochs = true } = {}) {
    Object.assign(this, { panel, figure, view, epochs });
    this.name = panel.dataset.chart;
    this.plot = panel.querySelector("[data-plot]");
    this.empty = panel.querySelector("[data-empty]");
    this.switch = panel.querySelector("[data-log]");
    this.logByDefault = Boolean(this.switch?.checked);
    this.history = null;
    this.cursor = new Cursor(panel.querySelector(".chart-body"));
    this.dueAt = 0;
    this.took = 0;
    this.listen();
    giveTools(this);
  }

  listen() {
    this.switch?.addEventListener("change", () => this.view.setLog(this.name, this.switch.checked));
    this.view.addEventListener("change", () => {
      if (this.switch) this.switch.checked = this.logarithmic;
      this.dueAt = 0;
      this.request();
    });
    if (this.switch) this.switch.checked = this.logarithmic;
    this.panel.closest("details")?.addEventListener("toggle", () => this.request());
    document.addEventListener("theme-changed", () => this.request());
    new ResizeObserver(() => this.resize()).observe(this.plot);
    new IntersectionObserver((news) => {
      this.seen = news.at(-1).isIntersecting;
      if (this.seen && this.missed) this.request();
    }, { rootMargin: "200px" }).observe(this.panel);
    this.plot.addEventListener("pointerdown", () => { this.held = true; });
    for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, () => this.release());
  }

  /** Nothing is drawn under a pressed pointer, and not between the two presses of a double click. */
  release() {
    if (!this.held) return;
    this.held = false;
    this.dueAt = performance.now() + DOUBLE_CLICK;
    this.request();
  }

  /** A figure whose values have no logarithm says so in `linear`, a sentence. */
  get logarithmic() {
    return !this.drawnFigure?.linear && (this.view.logs[this.name] ?? this.logByDefault);
  }

  show(history) {
    this.history = history;
    this.request();
  }

  /** A thin line at an epoch, or none (null): moves one element and draws nothing anew. */
  setCursor(epoch) {
    if (this.epochs) this.cursor.move(epoch, this);
  }

  request() {
    if (this.history) inTurn(this);
  }

  async draw() {
    this.missed = !this.seen || !this.plot.offsetParent || this.held;
    if (this.missed) return;
    try {
      const plotly = await loadPlotly();
      const begun = performance.now();
      const drawn = this.compose();
      await plotly.react(this.plot, drawn.traces, drawn.layout, { ...CONFIG, ...this.config });
      this.axis = drawn.axis;
      this.follow();
      this.cursor.place(this);
      markCurves(this);
      this.took = performance.now() - begun;
      this.plot.dataset.points = drawn.points;
    } catch (error) {
      this.empty.hidden = false;
      this.empty.textContent = error.message;
      console.error(error);
    } finally {
      // A slow machine gets longer pauses instead of a page that hangs.
      this.dueAt = performance.now() + Math.max(SHORTEST_PAUSE, 3 * this.took);
    }
  }

  compose() {
    const colours = theme();
    const figure = this.drawnFigure = this.figure(this.history, colours);
    this.empty.hidden = !figure.empty;
    this.panel.classList.toggle("is-empty", Boolean(figure.empty));
    this.showSwitch(figure.linear);
    const size = { width: this.plot.clientWidth, height: this.plot.clientHeight };
    this.main = this.epochs ? mainRun(this.history) : null;
    const { traces, layout, whole } = this.epochs
      ? composed(figure, { main: this.main, view: this.view, name: this.name, log: this.logarithmic, size, colours })
      : { traces: figure.traces.map(plain), layout: completed(figure.layout, { colours, log: this.logarithmic, size, empty: figure.empty }) };
    this.trials = (whole ?? []).map((trace) => trialOf(trace, this.history));
    // On a phone many names would leave no room for the curves; the table of runs has them too.
    if (size.width < NARROW && traces.filter((trace) => trace.showlegend !== false).length > MOST_NAMES) layout.showlegend = false;
    layout.dragmode = matchMedia("(pointer: coarse)").matches || !this.epochs ? false : "zoom";
    return { traces, layout, points: figure.traces[0]?.x?.length ?? 0, axis: { x: this.view.x, log: this.view.logX } };
  }

  showSwitch(why) {
    if (!this.switch) return;
    Object.assign(this.switch, { checked: this.logarithmic, disabled: Boolean(why) });
    this.switch.parentElement.title = why ?? "";
  }

  /** Everything that is in sight, as numbers: [traces], and from where to where. */
  table() {
    const { traces, layout } = viewed(this.figure(this.history, theme()), this.main, this.view);
    const hidden = new Set(this.plot.data.filter((trace) => trace.visible === "legendonly").map((trace) => trace.name));
    const { xaxis } = this.plot._fullLayout;
    const range = this.epochs && this.view.range ? xaxis.range.map((end) => (xaxis.type === "log" ? 10 ** end : end)) : null;
    return { traces: traces.filter((trace) => !hidden.has(literal(trace.name ?? ""))), range, axis: this.epochs ? this.view.x : layout.xaxis.title.text };
  }

  /** What a picture that is taken home shows: {data, layout} of the library. */
  pictured() {
    return this.plot;
  }

  /** What the student does in the plot goes into the view, and from there to all charts. */
  follow() {
    if (this.follows) return;
    this.follows = true;
    this.plot.on("plotly_afterplot", () => this.cursor.place(this));
    if (!this.epochs) return;
    linkHover(this);
    linkLanes(this);
    this.plot.on("plotly_relayout", (changes) => this.zoomed(changes));
  }

  zoomed(changes) {
    const ends = (axis) => [0, 1].map((end) => changes[`${axis}.range[${end}]`]);
    const [low, high] = ends("xaxis");
    const height = ends("yaxis");
    const found = {};
    if (changes["xaxis.autorange"]) found.range = null;
    if (low !== undefined) {
      // The axis that was drawn: another one may be chosen by now.
      const place = epochAt(this.main, this.axis.x);
      found.range = [low, high].map((end) => place(this.axis.log ? 10 ** end : end));
    }
    const { [this.name]: _, ...others } = this.view.heights;
    if (changes["yaxis.autorange"]) found.heights = others;
    if (height[0] !== undefined) found.heights = { ...others, [this.name]: height };
    this.view.set(found);
  }

  resize() {
    if (!this.plot.classList.contains("js-plotly-plot") || !this.plot.offsetParent) return;
    library().Plots.resize(this.plot);
    this.request();
  }
}
