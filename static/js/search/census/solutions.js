// Where hundreds of first weights of one network end: their losses, counted. Pure.

import { last } from "../../history.js";
import { figure, percent, whole } from "../../numbers.js";

/** What may be counted, by the name of its column. */
export const MEASURES = { train_loss: "training loss", validation_loss: "validation loss", validation_accuracy: "validation accuracy" };

const FEWEST = 6;
const MOST = 32;
const DECADES = 1.3;

/** The newest figure of a run, in whichever form it is known, or that of the epoch `at`; null where there is none, as of one that diverged. */
export function valueOf(run, measure, at = null) {
  if (at !== null && run.columns) return finite(last(run, measure, at));
  const value = (run.columns && last(run, measure)) ?? run.finished?.last?.[measure] ?? (run.columns ? null : run.last?.[measure]) ?? null;
  return (run.finished?.reason ?? run.reason) === "diverged" ? null : finite(value);
}

const finite = (value) => (Number.isFinite(value) ? value : null);

/** [{run, trial, value}] of the runs that have one, the lowest first. */
export function solutionsOf(trials, measure, at = null) {
  return trials.flatMap(({ number, runs }) => runs.map((run) => ({ run: run.number, trial: number, value: valueOf(run, measure, at) })))
    .filter(({ value }) => value !== null).sort((one, other) => one.value - other.value);
}

/**
 * {log, bars: [{low, high, solutions}]} over sorted solutions: bars of equal width, on a logarithmic scale where the values
 * span more than a power of ten and a bit. How many follows Rice's rule, 2 n^(1/3).
 */
export function histogramOf(solutions) {
  if (!solutions.length) return { log: false, bars: [] };
  const [least, most] = [solutions[0].value, solutions.at(-1).value];
  const log = least > 0 && Math.log10(most / least) > DECADES;
  const at = log ? Math.log10 : Number;
  const back = log ? (place) => 10 ** place : Number;
  const count = Math.max(FEWEST, Math.min(MOST, Math.round(2 * Math.cbrt(solutions.length))));
  const [start, width] = [at(least), (at(most) - at(least)) / count || Math.abs(at(least)) * 0.01 || 0.01];
  const bars = Array.from({ length: count }, (_, index) => ({ low: back(start + index * width), high: back(start + (index + 1) * width), solutions: [] }));
  for (const solution of solutions) bars[Math.max(0, Math.min(count - 1, Math.floor((at(solution.value) - start) / width + 1e-9)))].solutions.push(solution);
  return { log, bars };
}

/** The value below which a share of the sorted solutions lies. */
export function quantileOf(solutions, share) {
  return solutions[Math.min(solutions.length - 1, Math.floor(share * solutions.length))].value;
}

/** What the census has found, in words. */
export function censusInWords(solutions, runs, measure) {
  if (!solutions.length) return "";
  const write = measure.endsWith("accuracy") ? percent : figure;
  const [quarter, middle, threeQuarters] = [0.25, 0.5, 0.75].map((share) => quantileOf(solutions, share));
  const lost = runs - solutions.length;
  const parts = [
    `${whole(solutions.length)} networks, ${MEASURES[measure]}: from ${write(solutions[0].value)} to ${write(solutions.at(-1).value)}, half of them between ${write(quarter)} and ${write(threeQuarters)}, the middle one at ${write(middle)}.`,
  ];
  if (lost > 0) parts.push(`${whole(lost)} ${lost === 1 ? "has" : "have"} no figure: diverged, failed, or not begun.`);
  return parts.join(" ");
}
