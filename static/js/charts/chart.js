// The only module that talks to Plotly: loads it late, gives it our colours, and draws no more often than eyes can follow.

import { Cursor } from "./cursor.js";

const SHORTEST_PAUSE = 100;
const NARROW = 420;
const MOST_NAMES = 6;
let loading = null;

/** Begins to load the library. A page calls it after its first paint, while other answers are on their way. */
export function loadPlotly() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.plotly;
    script.onload = () => done(window.Plotly);
    script.onerror = () => failed(new Error("The chart library could not be loaded."));
    document.head.append(script);
  });
  return loading;
}

const TOKENS = ["surface-raised", "text", "muted", "train", "validation", "test", "grid", "axis", "border", "accent", "danger", "warning", "run-1", "run-2", "run-3", "run-4", "run-5", "run-6", "run-7", "run-8"];

/** The tokens as plain colours: Plotly understands no CSS variables. */
export function theme(element = document.body) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const colours = {};
  for (const name of TOKENS) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return { ...colours, font: getComputedStyle(document.body).fontFamily };
}

export class Chart {
  /** `figure(history, theme)` is a pure function that returns {traces, layout, empty}. */
  constructor(panel, figure) {
    this.panel = panel;
    this.plot = panel.querySelector("[data-plot]");
    this.empty = panel.querySelector("[data-empty]");
    this.figure = figure;
    this.logarithmic = Boolean(panel.querySelector("[data-log]")?.checked);
    this.history = null;
    this.cursor = new Cursor(panel.querySelector(".chart-body"));
    this.drawnAt = 0;
    this.took = 0;
    panel.querySelector("[data-log]")?.addEventListener("change", (event) => {
      this.logarithmic = event.target.checked;
      this.request();
    });
    panel.closest("details")?.addEventListener("toggle", () => this.request());
    document.addEventListener("theme-changed", () => this.request());
    document.addEventListener("visibilitychange", () => this.request());
    new ResizeObserver(() => this.resize()).observe(this.plot);
  }

  show(history) {
    this.history = history;
    this.request();
  }

  /** A thin line at an epoch, or none (null): moves one element and draws nothing anew. */
  setCursor(epoch) {
    this.cursor.move(epoch, this.plot);
  }

  request() {
    if (!this.history || document.hidden) return;
    this.again = this.pending;
    if (this.pending) return;
    this.pending = true;
    // A slow machine gets longer pauses instead of a page that hangs.
    const pause = Math.max(SHORTEST_PAUSE, 2 * this.took);
    const wait = Math.max(0, this.drawnAt + pause - performance.now());
    setTimeout(() => requestAnimationFrame(() => this.draw()), wait);
  }

  async draw() {
    try {
      if (!this.plot.offsetParent) return;
      const plotly = await loadPlotly();
      const begun = performance.now();
      const colours = theme();
      const { traces, layout, empty } = this.figure(this.history, colours);
      this.empty.hidden = !empty;
      this.panel.classList.toggle("is-empty", Boolean(empty));
      const whole = this.complete(layout, colours, empty);
      // On a phone many names would leave no room for the curves; the table of runs has them too.
      if (this.plot.clientWidth < NARROW && traces.filter((trace) => trace.showlegend !== false).length > MOST_NAMES) whole.showlegend = false;
      await plotly.react(this.plot, traces, whole, CONFIG);
      this.follow();
      this.cursor.place(this.plot);
      this.took = performance.now() - begun;
      this.plot.dataset.points = traces[0]?.x.length ?? 0;
    } catch (error) {
      this.empty.hidden = false;
      this.empty.textContent = error.message;
      console.error(error);
    } finally {
      this.drawnAt = performance.now();
      this.pending = false;
      if (this.again) this.request();
    }
  }

  /** The line stands where its epoch is, also after a zoom. */
  follow() {
    if (this.follows) return;
    this.follows = true;
    this.plot.on("plotly_afterplot", () => this.cursor.place(this.plot));
  }

  resize() {
    if (!this.plot.classList.contains("js-plotly-plot") || !this.plot.offsetParent) return;
    window.Plotly.Plots.resize(this.plot);
  }

  complete(layout, colours, empty) {
    const axis = {
      gridcolor: colours.grid, linecolor: colours.axis, zerolinecolor: colours.grid, tickcolor: colours.axis,
      tickfont: { color: colours.muted, size: 12 }, automargin: true, showline: true, ticks: "outside", ticklen: 4,
    };
    const titled = (given) => ({ ...axis, ...given, title: { standoff: 8, font: { color: colours.muted, size: 12.5 }, ...given.title } });
    const yaxis = titled({ showline: false, ticks: "", ...layout.yaxis });
    if (this.logarithmic) Object.assign(yaxis, { type: "log", dtick: undefined, range: undefined, autorange: true, exponentformat: "power", minorloglabels: layout.yaxis.minorloglabels ?? "none" });
    // On a phone three legend entries share a line only when they are a little smaller.
    const legendSize = this.plot.clientWidth < NARROW ? 11 : 12.5;
    return {
      autosize: true,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: colours.font, color: colours.text, size: 12.5 },
      margin: { l: 52, r: 14, t: 32, b: 44 },
      hovermode: "x unified",
      hoverlabel: { bgcolor: colours["surface-raised"], bordercolor: colours.border, font: { color: colours.text, size: 12.5 } },
      showlegend: true,
      legend: { orientation: "h", xref: "container", x: 0.02, xanchor: "left", yref: "container", y: 0.995, yanchor: "top", font: { color: colours.text, size: legendSize }, bgcolor: "rgba(0,0,0,0)" },
      // Under a finger a drag means scrolling the page.
      dragmode: matchMedia("(pointer: coarse)").matches ? false : "zoom",
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colours.muted, activecolor: colours.text },
      ...layout,
      // New points keep a zoom; only the first points and another scale begin afresh.
      uirevision: empty ? "empty" : "kept",
      xaxis: titled({ autorange: !empty, ...layout.xaxis }),
      yaxis: { autorange: !empty, ...yaxis, uirevision: `${empty ? "empty" : "kept"} ${this.logarithmic ? "log" : "linear"}` },
    };
  }
}

const CONFIG = {
  displaylogo: false,
  responsive: false,
  displayModeBar: "hover",
  modeBarButtons: [["toImage", "autoScale2d"]],
  toImageButtonOptions: { format: "png", scale: 2, filename: "descent" },
  doubleClick: "autosize",
};
