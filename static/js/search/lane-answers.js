// What a lane's network says about samples that are no points on a map: which classes it takes for which, or its numbers. Pure.

import { predictions } from "../network/forward.js";
import { confusion, verdicts } from "../network/gallery/verdicts.js";
import { isMapped } from "../network/maps.js";
import { isClassification } from "../network/output/sayings.js";
import { percent, whole } from "../numbers.js";

const WORDS = { validation: "validation", train: "training" };

/** The split by whose samples lanes are compared, or null where there are none to look at. */
export function judgedSplit(scene) {
  return ["validation", "train"].find((name) => scene.samples?.[name]?.count) ?? null;
}

/** Whether there is anything to draw of a network with this scene. */
export function isDrawable(scene) {
  return isMapped(scene) || judgedSplit(scene) !== null;
}

/** What its pictures are, where that has to be said. */
export function pictureInWords(scene) {
  if (isMapped(scene)) return "";
  const whose = `${WORDS[judgedSplit(scene)]} samples`;
  return isClassification(scene) ? `${whose}: true class ↓, what the network says →` : `${whose}: what the network says ↑ against what is true →`;
}

/** {split, count, shares, right} over classes, `shares[truth][said]` of each true class; or {split, count, truth, said} of numbers. */
export function answersOf(scene, weights) {
  const split = judgedSplit(scene);
  const { targets, count } = scene.samples[split];
  const outputs = predictions(scene, weights, scene.samples[split]);
  if (!isClassification(scene)) return { split, count, broken: !outputs[0].every(Number.isFinite), truth: Float32Array.from(targets), said: Float32Array.from(outputs[0]) };
  const found = verdicts(outputs, targets);
  const { counts, totals, right } = confusion(found, scene.output.classes.length);
  return { split, count, broken: found.broken, right, shares: counts.map((row, truth) => Array.from(row, (each) => (totals[truth] ? each / totals[truth] : 0))) };
}

/** The same in a sentence, for those who do not see it. */
export function answersInWords({ split, count, right, broken }) {
  if (broken) return "its numbers have exploded";
  const whose = `${whole(count)} ${WORDS[split]} samples`;
  return right === undefined ? `its numbers for ${whose}, against the true ones` : `${percent(right / count)} of ${whose} right`;
}
