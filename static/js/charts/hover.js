// Hovering one chart shows the same epoch in all others that are in sight.

import { plotly } from "./plotly.js";

const charts = new Set();
let asked = false;
let source = null;
let value = null;

/** Lets this chart tell the others where the pointer is, and be told. */
export function linkHover(chart) {
  charts.add(chart);
  chart.plot.on("plotly_hover", ({ points, xvals }) => tell(chart, points[0]?.x ?? xvals?.[0]));
  chart.plot.on("plotly_unhover", () => tell(chart, null));
}

function tell(chart, where) {
  // Only the chart under the pointer leads: what it shows in the others makes them speak as well.
  if (where === null ? chart !== source : !chart.plot.matches(":hover")) return;
  [source, value] = [chart, where];
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    for (const other of charts) if (other !== source) point(other);
  });
}

function point({ plot, seen }) {
  if (!seen || !plot.offsetParent || plot.matches(":hover")) return;
  if (value === null) plotly().Fx.unhover(plot);
  else plotly().Fx.hover(plot, { xval: value }, "xy");
}
