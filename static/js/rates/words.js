// What a range test and a curvature say about the learning rate, in sentences. Pure.

import { figure, whole } from "../numbers.js";

const GROUPS = { momentum: "2(1 + β) ÷ λmax", nesterov: "2(1 + β) ÷ ((1 + 2β) λmax)", momentum_ema: "2(1 + β) ÷ ((1 − β) λmax)" };

/** A rate as people write it, with two digits: 0.14, 1.4, 0.00032. */
export const rounded = (rate) => Number(rate.toPrecision(2));

/** The rate that the test suggests, rounded; null while it has none. */
export function suggested(result) {
  const rate = result?.found?.suggestion;
  return rate ? rounded(rate) : null;
}

/** Whether the loss was still at its least where the test ended, so that it says only "at least". */
export function stillFalling({ found, learning_rate: rates }) {
  return !found.exploded && found.learning_rate_at_minimum >= rates.at(-1) * (1 - 1e-9);
}

/** What came out of a range test, or how far it is. */
export function rangeWords(answer) {
  const { state, result } = answer ?? {};
  if (!answer || state === "waiting") return "Waiting for a worker …";
  if (result?.ended) return result.ended;
  if (!result?.found) return `Measuring … ${whole(result?.loss.length ?? 0)} mini-batches so far.`;
  const { found } = result;
  const rate = suggested(result);
  if (rate === null) return "Already the first loss was not finite: there is nothing to choose from. Begin with smaller weights or normalized inputs.";
  if (stillFalling(result)) return `The loss still falls at the highest rate, ${figure(found.learning_rate_at_end)}: raise that to see where it explodes.`;
  const end = found.exploded ? `and exploded at ${figure(found.learning_rate_at_end)}` : "and did not explode up to the highest rate";
  return `The smoothed loss was least at ${figure(found.learning_rate_at_minimum)} ${end}. One tenth of the least: ${rate}.`;
}

/**
 * What the curvature says. `known` is {result, epoch, refused}; `rate` the learning rate that is set, or undefined. Returns
 * {text, over}: whether the rate is above the limit.
 */
export function limitWords({ result, epoch, refused }, rate, kind) {
  if (refused) return { text: `2/λmax cannot be measured here: ${refused}`, over: false };
  const where = epoch === 0 ? "at its first weights" : `after epoch ${whole(epoch)}`;
  const some = result.samples < result.of ? `, over ${whole(result.samples)} of ${whole(result.of)} samples` : "";
  if (result.curvature === null) return { text: result.why, over: false };
  if (result.limit === null) return { text: `2/λmax = ${figure(result.bowl_limit)} ${where}${some}. ${result.why}`, over: false };
  const over = rate > result.limit;
  const formula = GROUPS[kind] ?? "2/λmax";
  const compared = over ? "This rate is above it" : "Steps above it";
  return { text: `${formula} = ${figure(result.limit)} for this network ${where}${some}. ${compared}${over ? ": steps" : ""} overshoot where the loss is steepest.`, over };
}
