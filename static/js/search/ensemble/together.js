// What the members of an ensemble say together: their average, where they disagree, and what averaging gains. Pure.
//
// `members` are what each says, [[Float32Array per output] per member], over the same places or samples. A member whose
// numbers are not all finite has no vote, as in the engine.

import { likeliestAt } from "../../network/likeliest.js";

/** The members that have a vote, by their place in the list. */
export function voting(members) {
  return members.flatMap((outputs, index) => (outputs.every((values) => values.every(Number.isFinite)) ? [index] : []));
}

/** ȳ = 1/k Σ yᵢ, one Float32Array per output; probabilities and numbers alike, never weights. */
export function averageOf(members) {
  return members[0].map((_, output) => {
    const mean = new Float64Array(members[0][output].length);
    for (const member of members) for (let at = 0; at < mean.length; at += 1) mean[at] += member[output][at] / members.length;
    return Float32Array.from(mean);
  });
}

/** The class that is thought likeliest at every place. */
export function classesOf(outputs) {
  return Int16Array.from(outputs[0], (share, at) => (outputs.length === 1 ? Number(share > 0.5) : likeliestAt(outputs, at)));
}

/**
 * Where the members disagree: of classes the share of pairs that name different ones (as the engine's figure, place by
 * place), of numbers their standard deviation, sqrt(1/k Σ (yᵢ − ȳ)²).
 */
export function disagreementOf(members, classification) {
  return classification ? differingPairs(members.map(classesOf), Math.max(2, members[0].length)) : deviation(members);
}

function differingPairs(named, classes) {
  const found = new Float32Array(named[0].length);
  const pairs = (named.length * (named.length - 1)) / 2 || 1;
  const counts = new Array(classes);
  for (let at = 0; at < found.length; at += 1) {
    counts.fill(0);
    for (const member of named) counts[member[at]] += 1;
    found[at] = 1 - counts.reduce((same, count) => same + (count * (count - 1)) / 2, 0) / pairs;
  }
  return named.length > 1 ? found : found.fill(0);
}

function deviation(members) {
  const [mean] = averageOf(members);
  return mean.map((middle, at) => Math.sqrt(members.reduce((sum, [values]) => sum + (values[at] - middle) ** 2, 0) / members.length));
}

/**
 * The ambiguity identity over samples with these targets (class numbers, or numbers): the squared error of the average is
 * the mean squared error of the members less their mean squared distance from it (Krogh, Vedelsby 1995). Of classes the
 * squared error is that of the probabilities, Σ (p − t)² over the outputs: Brier's score.
 */
export function identityOf(members, targets, classification) {
  const average = averageOf(members);
  const sums = { own: 0, mean: 0, ambiguity: 0 };
  average.forEach((middle, output) => {
    for (let at = 0; at < targets.length; at += 1) {
      const target = classification ? wanted(targets[at], output, average.length) : targets[at];
      sums.own += (middle[at] - target) ** 2;
      for (const member of members) {
        sums.mean += (member[output][at] - target) ** 2 / members.length;
        sums.ambiguity += (member[output][at] - middle[at]) ** 2 / members.length;
      }
    }
  });
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / targets.length]));
}

function wanted(target, output, outputs) {
  return Number(outputs === 1 ? target === 1 : target === output);
}

/** How many samples have 0, 1, … k members that are right about them, and how many of each the average gets right. */
export function votesOf(members, targets) {
  const named = members.map(classesOf);
  const average = classesOf(averageOf(members));
  const samples = new Array(members.length + 1).fill(0);
  const right = new Array(members.length + 1).fill(0);
  for (let at = 0; at < targets.length; at += 1) {
    const votes = named.reduce((sum, member) => sum + Number(member[at] === targets[at]), 0);
    samples[votes] += 1;
    right[votes] += Number(average[at] === targets[at]);
  }
  return { samples, right };
}
