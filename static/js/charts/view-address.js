// The view in the part of the address behind #, so that a link shows the same part of the same curves:
// #view=x:updates,smooth:0.6,log:loss+rate,epochs:100~250. Pure, but for keeping the address of this page.

import { partIn, putPart } from "../hash-parts.js";
import { AXES } from "./x-axis.js";

const KEY = "view";
const NAME = /^[a-z]+$/;

/** The text of a view; empty where everything is as it was proposed. */
export function written({ x, logX, smoothing, range, logs, heights }) {
  const of = (on) => Object.keys(logs).filter((name) => logs[name] === on);
  const span = ([low, high]) => [low, high].map((value) => Number(value.toPrecision(5))).join("~");
  return [
    x !== "epoch" ? `x:${x}` : "", logX ? "logx" : "", smoothing ? `smooth:${smoothing}` : "", of(true).length ? `log:${of(true).join("+")}` : "",
    of(false).length ? `linear:${of(false).join("+")}` : "", range ? `epochs:${span(range)}` : "",
    ...Object.entries(heights).map(([name, height]) => `${name}:${span(height)}`),
  ].filter(Boolean).join(",");
}

/** What a text says of a view; whatever nobody understands is passed over. */
export function read(text) {
  const state = { logs: {}, heights: {} };
  for (const part of text.split(",")) {
    const [name, value = ""] = part.split(":");
    if (name === "x" && Object.hasOwn(AXES, value)) state.x = value;
    else if (name === "logx") state.logX = true;
    else if (name === "smooth" && Number(value) > 0 && Number(value) <= 0.99) state.smoothing = Number(value);
    else if (name === "log" || name === "linear") for (const chart of value.split("+")) if (NAME.test(chart)) state.logs[chart] = name === "log";
    if (name === "log" || name === "linear") continue;
    const span = value.split("~").map(Number);
    if (span.length !== 2 || !span.every(Number.isFinite) || !(span[0] < span[1])) continue;
    if (name === "epochs") state.range = span;
    else if (NAME.test(name)) state.heights[name] = span;
  }
  return state;
}

/** Reads the view of this page from its address, and writes it there whenever it changes. */
export function keepInAddress(view) {
  const take = () => view.set({ x: "epoch", logX: false, smoothing: 0, range: null, ...read(partIn(location.hash, KEY)) });
  const write = () => putPart(KEY, written(view));
  if (partIn(location.hash, KEY)) take();
  // A link to a part of the page, such as "#main", says nothing of the view, which stays as it is.
  window.addEventListener("hashchange", () => (partIn(location.hash, KEY) ? take() : write()));
  view.addEventListener("change", write);
}
