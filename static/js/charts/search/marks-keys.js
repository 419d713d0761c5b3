// The arrow keys go from trial to trial over the marks of a chart; Enter shows the network of the one that is pointed at.

import { make } from "../../elements.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The trials of placed marks in the order of the keys: dots from left to right, lines from the best, bars from above. Pure. */
export function walkOf(groups) {
  const [{ kind, items } = { items: [] }] = groups;
  const seen = { dots: (one, other) => one.x - other.x || one.y - other.y, bars: (one, other) => one.y - other.y };
  // The best line is drawn last, so that it lies on top.
  const order = kind === "lines" ? [...items].reverse() : [...items].sort(seen[kind]);
  return [...new Set(order.map(({ trial }) => trial))];
}

/** Where the mark of a trial is, or null. Pure. */
export function placeOfMark(groups, trial) {
  for (const { items } of groups) {
    const item = items.find((each) => each.trial === trial);
    if (!item) continue;
    const middle = item.xs ? Math.floor((item.xs.length - 1) / 2) : 0;
    return item.xs ? { x: item.xs[middle], y: item.ys[middle] } : { x: item.x ?? item.from, y: item.y };
  }
  return null;
}

export class MarksKeys {
  /** `chart`: a SearchChart, which shows (`reach`) and opens (`press`) what is gone to. */
  constructor(chart) {
    this.chart = chart;
    this.told = make("p", { class: "visually-hidden", "aria-live": "polite" });
    chart.plot.after(this.told);
    chart.plot.addEventListener("keydown", (event) => this.key(event));
    chart.plot.addEventListener("blur", () => chart.leave());
  }

  /** Only a chart that has marks can be walked over. */
  offer(marks) {
    const { plot } = this.chart;
    if (plot.tabIndex === (marks ? 0 : -1)) return;
    plot.setAttribute("role", marks ? "application" : "img");
    if (marks) plot.tabIndex = 0;
    else plot.removeAttribute("tabindex");
  }

  key(event) {
    const { chart } = this;
    const trials = walkOf(chart.canvas.groups);
    const at = trials.indexOf(chart.over ?? null);
    const last = trials.length - 1;
    const places = { Home: 0, End: last, ...(STEPS[event.key] ? { [event.key]: at === -1 ? 0 : Math.max(0, Math.min(last, at + STEPS[event.key])) } : {}) };
    const taken = event.key in places || (["Enter", " "].includes(event.key) && at !== -1) || (event.key === "Escape" && at !== -1);
    if (!taken || !trials.length || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") chart.leave();
    else if (event.key in places) this.go(trials[places[event.key]]);
    else chart.press(trials[at]);
  }

  go(trial) {
    const { x, y } = placeOfMark(this.chart.canvas.groups, trial);
    this.chart.reach(trial, x, y);
    this.told.textContent = this.chart.wordsOf(trial).join(". ");
  }
}
