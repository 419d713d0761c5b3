// Pointing at the curve of a trial finds it everywhere else, and whatever points at a trial lifts its curve here.

import { oncePerFrame } from "../frames.js";
import { pointAt, pointedTrial } from "../search/pointing.js";

const REACH = 12;

/** The trial that a drawn curve stands for, or null: of one run, of bands and of raw values below smoothed ones. Pure. */
export function trialOf({ measured, trial, run }, history) {
  if (!measured || !(history.runs?.size > 1) || history.ensemble) return null;
  return trial ?? run?.started?.trial ?? run?.number ?? null;
}

/** The trial whose curve passes nearest to a place of the plot, or null where none is near. `curves`: [{trial, x, y}]. Pure. */
export function nearestCurve(curves, { xaxis, yaxis }, left, top) {
  let [found, least] = [null, REACH];
  for (const { trial, x, y } of curves) {
    const distance = Math.abs(heightAt({ x, y, xaxis, yaxis }, left) - top);
    if (distance < least) [found, least] = [trial, distance];
  }
  return found;
}

/** In pixels where a curve is above this place of the axis; NaN where it is not. */
function heightAt({ x, y, xaxis, yaxis }, left) {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xaxis.d2p(x[middle]) < left) low = middle + 1;
    else high = middle;
  }
  // Gaps are bridged, as they are drawn.
  let before = low - 1;
  while (before >= 0 && Number.isNaN(y[before])) before -= 1;
  while (low < x.length && Number.isNaN(y[low])) low += 1;
  if (before < 0 || low === x.length) return NaN;
  const [from, to] = [xaxis.d2p(x[before]), xaxis.d2p(x[low])];
  const [start, end] = [yaxis.d2p(y[before]), yaxis.d2p(y[low])];
  return start + ((left - from) / (to - from || 1)) * (end - start);
}

/** Lets a chart of curves over epochs take part; `chart.trials`: the trial of each of its traces, or null. */
export function linkLanes(chart) {
  const { plot } = chart;
  let place = null;
  const look = oncePerFrame(() => pointAt(place && chart.trials.some((trial) => trial !== null) ? trialAt(chart, place) : null));
  plot.addEventListener("pointermove", ({ clientX, clientY }) => {
    place = { clientX, clientY };
    look();
  });
  plot.addEventListener("pointerleave", () => {
    place = null;
    look();
  });
  document.addEventListener("trialpointed", () => markCurves(chart));
}

function trialAt({ plot, trials }, { clientX, clientY }) {
  const box = plot.getBoundingClientRect();
  const { xaxis, yaxis } = plot._fullLayout;
  const curves = plot.data.flatMap(({ x, y, visible }, index) => (trials[index] === null || visible === "legendonly" ? [] : [{ trial: trials[index], x, y }]));
  return nearestCurve(curves, { xaxis, yaxis }, clientX - box.left - xaxis._offset, clientY - box.top - yaxis._offset);
}

/** The others stand back; a trial that has no curve here changes nothing. */
export function markCurves({ plot, trials, seen }) {
  if (!seen || !trials || !plot.offsetParent) return;
  const pointed = pointedTrial();
  const lifted = pointed !== null && trials.includes(pointed);
  if (!lifted && !plot.classList.contains("has-lifted")) return;
  plot.classList.toggle("has-lifted", lifted);
  for (const curve of plot.querySelectorAll(".scatterlayer > .trace")) {
    curve.classList.toggle("is-lifted", lifted && trials[curve.__data__?.[0]?.trace?.index] === pointed);
  }
}
