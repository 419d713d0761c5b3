// The loss in small, in the bar that is always in view: how it goes is seen without scrolling to the charts.

import { extremes } from "./charts/thinning.js";
import { figure } from "./numbers.js";
import { last, subject } from "./history.js";

const WIDTH = 168;
const HEIGHT = 40;
const LINES = { train: "train_loss", validation: "validation_loss" };

export class LossLine {
  /** `element`: the link to the large chart, with one path per line. */
  constructor(element) {
    this.element = element;
  }

  show(history) {
    const run = subject(history);
    this.element.hidden = !run || run.length < 2;
    if (this.element.hidden) return;
    const paths = lines(run);
    for (const name of Object.keys(LINES)) this.element.querySelector(`[data-line="${name}"]`).setAttribute("d", paths[name]);
    const words = [`training ${figure(last(run, "train_loss"))}`, `validation ${figure(last(run, "validation_loss"))}`];
    this.element.setAttribute("aria-label", `Loss, ${words.join(", ")}: go to the chart`);
  }
}

/** One SVG path per line, from 0 below to the largest loss at the top. What is not known, or not finite, is left out. */
export function lines(run) {
  const columns = Object.entries(LINES).map(([name, column]) => [name, points(run, column)]);
  const highest = columns.flatMap(([, known]) => known.map(({ y }) => y)).reduce((one, other) => Math.max(one, other), 0) || 1;
  const end = run.columns.epoch[run.length - 1] || 1;
  const place = ({ x, y }) => `${((x / end) * WIDTH).toFixed(1)} ${(HEIGHT - (y / highest) * (HEIGHT - 2) - 1).toFixed(1)}`;
  return Object.fromEntries(columns.map(([name, known]) => [name, known.length ? `M${known.map(place).join("L")}` : ""]));
}

function points(run, column) {
  const y = Float64Array.from(run.columns[column], (value) => value ?? NaN);
  const rows = y.length > 2 * WIDTH ? extremes(y, 0, y.length, WIDTH) : [...y.keys()];
  return rows.filter((row) => Number.isFinite(y[row])).map((row) => ({ x: run.columns.epoch[row], y: y[row] }));
}
