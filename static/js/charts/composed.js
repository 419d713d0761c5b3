// From a figure over epochs to what is drawn: smoothed, thinned to what the screen can show, moved onto the chosen axis,
// with its marks and its layout complete. Pure.

import { completed } from "./layout.js";
import { settled } from "./marks.js";
import { withSmooth } from "./smoothing.js";
import { thinned } from "./thinning.js";
import { moved, progress, xAxis } from "./x-axis.js";

const ROOMY = 420;

/** The run by which all charts measure progress: the one that came furthest. */
export function mainRun(history) {
  let main = null;
  for (const run of history.runs?.values() ?? []) {
    if (!main || (run.columns.epoch.at(-1) ?? -1) > (main.columns.epoch.at(-1) ?? -1)) main = run;
  }
  return main;
}

/** The curves as the view asks for them, whole: what a download holds. */
export function viewed(figure, main, view) {
  return moved({ ...figure, traces: withSmooth(figure.traces, view.smoothing) }, main, view.x);
}

/** {traces, layout} for Plotly. `size`: {width, height} of the plot; `name`: which chart; `log`: its upright axis. */
export function composed(figure, { main, view, name, log, size, colours }) {
  const area = { width: Math.max(50, size.width - 70), height: Math.max(50, size.height - 76) };
  const roomy = size.width >= ROOMY;
  const traces = withSmooth(figure.traces, view.smoothing).filter((trace) => roomy || !trace.last).map((trace) => thinned(trace, area.width, view.range));
  const whole = moved({ ...figure, traces }, main, view.x);
  const place = progress(main, view.x);
  const range = view.range?.map(place) ?? null;
  const ends = range ?? [view.logX ? place(1) : 0, place(main?.columns.epoch.at(-1) ?? 1)];
  const xaxis = { ...xAxis(main, view.x), ...(figure.empty ? { range: whole.layout.xaxis?.range } : {}) };
  const { layout: marked, room } = settled({ ...whole.layout, xaxis }, { ...area, range: ends, log: view.logX });
  const layout = completed(marked, {
    colours, log, size, empty: figure.empty, logX: view.logX, range, height: view.heights[name], decades: log ? decadesOf(traces) : 0,
  });
  layout.annotations = layout.annotations?.map((note) => ({ ...note, text: literal(note.text) }));
  // The newest values stand at the right of their curves, and the words of marks above them.
  layout.margin = { ...layout.margin, t: layout.margin.t + room, ...(traces.some((trace) => trace.last) ? { r: 58 } : {}) };
  return { traces: whole.traces.map(plain), layout, whole: whole.traces };
}

/** Over how many powers of ten the curves go. */
function decadesOf(traces) {
  let [low, high] = [Infinity, 0];
  for (const { y } of traces) {
    for (const value of y) {
      if (value > 0 && value < low) low = value;
      if (value > high) high = value;
    }
  }
  return high > 0 ? Math.log10(high / low) : 0;
}

/** Without what only we understand, and with its name as mere text. */
export function plain({ run, rows, measured, smooth, last, trial, ...trace }) {
  return trace.name === undefined ? trace : { ...trace, name: literal(trace.name) };
}

/** Plotly takes texts for markup, even for links: somebody's title is none. This is how a name stands in `plot.data`. */
export function literal(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
