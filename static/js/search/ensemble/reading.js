// What an ensemble says, in words: under the pointer, and of the lines on its map. Pure.

import { last } from "../../history.js";
import { className, inUnits, isClassification, signedFigure } from "../../network/output/sayings.js";
import { percent } from "../../numbers.js";

export function legendInWords(scene) {
  if (scene.kind === "line" && isClassification(scene)) return "Bold: the average. Faint: every member.";
  if (scene.kind === "line") return "Bold: the average. Faint: every member, and the band of one standard deviation around their mean.";
  if (isClassification(scene)) return "Bold: the border of the average. Faint: the border of every member.";
  return `Bold: where the average passes ${signedFigure(inUnits(scene, 0))}. Faint: where every member does.`;
}

/** "7 of 10: class 1, 3 of 10: class 0", or "0.31 ± 0.04", at fractions of the map from the left and from the top. */
export function readingAt(scene, maps, across, down) {
  const { width, height } = maps.grid;
  const place = (fraction, cells) => Math.max(0, Math.min(cells - 1, Math.floor(fraction * cells)));
  const cell = (scene.kind === "line" ? 0 : place(down, height) * width) + place(across, width);
  if (!isClassification(scene)) return `${signedFigure(inUnits(scene, maps.average[0][cell]))} ± ${signedFigure(maps.disagreement[cell] * (scene.output.target?.scale ?? 1))}`;
  const counts = scene.output.classes.map(() => 0);
  for (const voter of maps.voters) counts[namedAt(maps.members[voter], cell)] += 1;
  return counts.map((votes, index) => ({ votes, index })).filter(({ votes }) => votes).sort((one, other) => other.votes - one.votes)
    .map(({ votes, index }) => `${votes} of ${maps.voters.length}: ${className(scene.output.classes[index])}`).join(", ");
}

function namedAt(outputs, cell) {
  if (outputs.length === 1) return Number(outputs[0][cell] > 0.5);
  return outputs.reduce((best, shares, index) => (shares[cell] > outputs[best][cell] ? index : best), 0);
}

/** The most that the members disagree anywhere: of classes the share of pairs, of numbers the deviation. */
export function amountInWords(scene, { disagreement }) {
  const most = disagreement.reduce((largest, value) => Math.max(largest, value), 0);
  if (most === 0) return "nobody differs";
  return isClassification(scene) ? `${percent(most)} of pairs differ` : `± ${signedFigure(most * (scene.output.target?.scale ?? 1))}`;
}

/** How often two members differ, of classes. */
export function differInWords(ensemble, classes, at = null) {
  const share = last(ensemble, "disagreement", at);
  return classes && share !== null ? `Two members name different classes for ${percent(share)} of the samples.` : "";
}
