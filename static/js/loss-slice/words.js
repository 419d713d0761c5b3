// What a slice of the loss says, and what it does not, in sentences. Pure.

import { count, figure, percent, whole } from "../numbers.js";

/** How far the worker is. */
export function progressWords({ state, result, lost } = {}) {
  if (lost) return "The server cannot be reached: asking again …";
  if (!result) return state === "running" ? "A worker prepares the samples …" : "Waiting for a worker …";
  return `${whole(result.values.length)} of ${whole(result.of)} networks evaluated …`;
}

/** What stands where there is no picture yet. */
export function emptyWords({ trained, asking }) {
  if (asking) return "The surface is on its way.";
  return trained ? "Nothing is computed yet. Redraw does it." : "Train: the loss around the network appears here, with the path that training takes.";
}

/** What the picture is: said always, for a slice is easily taken for the whole. */
export function sliceWords({ epoch, loss, samples, norm, parameters }) {
  const where = `the network of epoch ${whole(epoch)}`;
  return `A slice: the ${loss} loss (${whole(samples)} samples, without penalties) on one plane through the ${whole(parameters)} weights of ${where}, `
    + `which are ${figure(norm)} long in all. What lies beside the plane is not seen.`;
}

/** How much of the path of training the plane has. */
export function pathWords({ directions, explained, path }) {
  if (!explained) return "Only one network with finite weights is known: there is no path yet, and both directions are random.";
  const [first, second] = explained;
  const held = `This plane holds ${percent(first + second)} of the variance of the path (${percent(first)} + ${percent(second)})`;
  const beside = Math.max(...path.beside);
  const off = ` Networks of the path are up to ${figure(beside)} away from it, so their own loss, which the line has, may differ from the surface there.`;
  if (directions === "path") return `${held}.${beside > 0.005 ? off : ""}`;
  const why = first + second < 0.2 ? ": among so many weights, two random directions hardly see where training went" : "";
  return `${held}${why}.${off}`;
}

/** What is lowest on the grid, as far as it is known. */
export function lowestWords({ values, of, path, epoch }) {
  if (!values.length) return "";
  let least = null;
  for (const value of values) if (value !== null && (least === null || value < least)) least = value;
  const middle = path.loss[path.epoch.indexOf(epoch)];
  const lost = values.reduce((sum, value) => sum + (value === null), 0);
  const gone = lost ? ` At ${count(lost, "point")} it is not a finite number: left out.` : "";
  return `Lowest loss on the grid ${values.length < of ? "so far " : ""}${figure(least)}, of the network in the middle ${figure(middle)}.${gone}`;
}

/** What else one has to know of this network. */
export function caution(spec, epoch) {
  const normalized = spec.network.hidden.some(({ normalization }) => normalization === "batch");
  return normalized ? ` Batch normalization keeps the running figures of epoch ${whole(epoch)} everywhere on the plane.` : "";
}

/** The whole picture for those who cannot see it. */
export function spokenSlice(result) {
  if (!result?.values.length) return "No surface yet.";
  return `Loss around the network of epoch ${whole(result.epoch)} on a plane of weights. ${lowestWords(result)} ${pathWords(result)}`;
}
