// What all networks of an ensemble say over the map of their data, and about the samples they are judged by. Pure.

import { outputsOf } from "../../network/forward.js";
import { cellsOf, gridOver, isMapped } from "../../network/maps.js";
import { isClassification } from "../../network/output/sayings.js";
import { columnsOf } from "../../network/pipeline.js";
import { averageOf, disagreementOf, identityOf, voting, votesOf } from "./together.js";
import { bordersOf } from "./borders.js";

const CURVE = 200;
const FINENESS = [16, 24, 36, 50, 70];
/** Multiplications that the maps, and the samples, of all members may take: about half a second. */
const AFFORDABLE = 2.5e8;
const FEWEST = 20;

/** Cells on each side of the maps of so many networks. */
export function finenessFor(scene, networks) {
  if (scene.kind === "line") return CURVE;
  const most = AFFORDABLE / (networks * costOf(scene));
  return FINENESS.filter((cells) => cells ** 2 <= most).at(-1) ?? FINENESS[0];
}

/** Multiplications for one sample, an activation counted as ten. */
function costOf({ layers }) {
  return layers.reduce((sum, { units, fan_in }) => sum + units * (fan_in + 10), 0);
}

/**
 * {grid, members, voters, average, disagreement, borders, border}: the maps of every network and of all together; null
 * where the data are no plane or line, or nobody has a vote. `borders`: one per voter, only on a plane.
 */
export function mapsTogether(scene, networks) {
  if (!isMapped(scene)) return null;
  const grid = gridOver(scene.domain, scene.kind, finenessFor(scene, networks.length));
  const places = cellsOf(grid, scene.kind);
  const members = networks.map((weights) => rounded(outputsOf(scene, weights, places)));
  const voters = voting(members);
  if (!voters.length) return null;
  const [heard, classes] = [voters.map((index) => members[index]), isClassification(scene)];
  const average = averageOf(heard);
  const bordered = scene.kind === "plane" ? (outputs) => bordersOf(outputs, grid, classes) : () => null;
  return { grid, members, voters, average, disagreement: disagreementOf(heard, classes), borders: heard.map(bordered), border: bordered(average) };
}

/** {split, samples, members, identity, votes} of the samples that decide, validation where there are any; null without. */
export function judgedTogether(scene, networks) {
  const split = ["validation", "train"].find((name) => scene.samples?.[name]?.count);
  if (!split) return null;
  const { inputs, targets: all } = scene.samples[split];
  const count = Math.min(all.length, Math.max(FEWEST, Math.floor(AFFORDABLE / (networks.length * costOf(scene)))));
  const width = scene.columns.length;
  const columns = columnsOf(inputs.slice(0, count * width), width);
  const targets = all.slice(0, count);
  const members = networks.map((weights) => outputsOf(scene, weights, columns));
  const heard = voting(members).map((index) => members[index]);
  if (!heard.length) return null;
  const classes = isClassification(scene);
  return { split, samples: count, members: heard.length, identity: identityOf(heard, targets, classes), votes: classes ? votesOf(heard, targets) : null };
}

const rounded = (outputs) => outputs.map((values) => Float32Array.from(values));
