// What stands in the columns of the picture, from the inputs to the outputs. Pure.

import { choices } from "../../fields/features.js";

/** Rows of a column before the rest is only counted. */
export const ROWS = 10;
/** Columns of a table are named in a list that may be longer. */
export const LISTED = 12;

/** How inputs are drawn: "tiles" of the plane, one "image", one "signal", or a "list" of columns. */
export function inputKind(entry, scene) {
  if (scene) return { plane: "tiles", image: "image", signal: "signal" }[scene.kind] ?? "list";
  if (entry?.tiles?.length) return "tiles";
  if (entry?.columns?.length > LISTED && entry.columns[0].startsWith("pixel")) return "image";
  return entry && (entry.variants?.length || entry.columns.length === 0) ? "signal" : "list";
}

/** Whether a scene is of this data set; one that names too many columns to list cannot be told apart. */
function belongs(scene, entry) {
  return !entry?.columns?.length || entry.columns.join("\n") === scene.columns.join("\n");
}

/**
 * The columns: [{kind, layer, total, nodes: [{key, layer, unit, …}], hidden}], `hidden` counting the units that are not
 * drawn. `open` names the layers that are shown whole. Before a scene came, the spec and the data set's entry tell.
 */
export function columnsOf({ spec, entry, scene: known, open = new Set() }) {
  const scene = known && belongs(known, entry) ? known : null;
  const hidden = hiddenOf(spec, scene);
  return [
    ...inputColumns(spec, entry, scene, open),
    ...hidden.map((layer, index) => unitColumn("hidden", index + 1, layer.units, open, { settings: layer })),
    outputColumn(spec, entry, scene, hidden.length + 1, open),
  ];
}

/** Runs may differ in their layers: then the scene tells how many units the one on show has. */
function hiddenOf({ network, vary }, scene) {
  if (!vary || !scene?.layers) return network.hidden;
  return scene.layers.slice(0, -1).map(({ units, activation, normalization }, index) => ({ ...network.hidden[index], activation, normalization, units }));
}

function inputColumns(spec, entry, scene, open) {
  const kind = inputKind(entry, scene);
  const names = spec.data.features ?? (entry?.columns?.length ? entry.columns : scene?.columns ?? []);
  const expanded = spec.data.expansion && spec.data.expansion.kind !== "none";
  if (kind === "image" || kind === "signal") {
    const total = spec.data.features?.length || entry?.inputs || scene?.columns.length || names.length;
    return [{ kind: "inputs", style: kind, layer: 0, total, hidden: 0, nodes: [{ key: "0.all", layer: 0, unit: null, on: true, label: "" }] }];
  }
  const offered = entry ? choices(entry) : (scene?.columns ?? []).map((name) => ({ name, shown: name }));
  const tiles = offered.map(({ name, shown }) => ({
    key: `0.${name}`, layer: 0, name, label: shown, on: names.includes(name), unit: !expanded && names.includes(name) ? names.indexOf(name) : null,
  }));
  const nodes = open.has(0) || tiles.length <= LISTED + 1 ? tiles : tiles.slice(0, LISTED);
  const chosen = { kind: "inputs", style: kind, layer: 0, total: names.length, nodes, hidden: tiles.length - nodes.length };
  return expanded ? [chosen, madeColumn(scene, open)] : [chosen];
}

/** The inputs that an expansion makes of the chosen ones; their number is known once the scene came. */
function madeColumn(scene, open) {
  const made = scene?.inputs ?? [];
  return unitColumn("made", 0, made.length, open, {}, (unit) => ({ key: `made.${unit}`, label: made[unit] }));
}

function outputColumn(spec, entry, scene, layer, open) {
  const classes = scene?.output?.classes?.length ? scene.output.classes : entry?.classes ?? [];
  const total = scene?.layers?.at(-1).units ?? (spec.loss.kind === "bce" ? 1 : classes.length || 1);
  const target = scene?.output?.target?.name ?? entry?.target ?? "output";
  const label = (unit) => (total > 1 ? classes[unit] ?? String(unit) : classes.length === 2 ? classes[1] : target);
  return unitColumn("output", layer, total, open, {}, (unit) => ({ label: label(unit) }));
}

function unitColumn(kind, layer, total, open, more, describe = () => ({})) {
  const whole = open.has(layer) || total <= ROWS + 1;
  const nodes = Array.from({ length: whole ? total : ROWS }, (_, unit) => ({ key: `${layer}.${unit}`, layer, unit, ...describe(unit) }));
  return { kind, layer, total, nodes, hidden: total - nodes.length, whole: open.has(layer), ...more };
}

/** Whether the scene's network is the one that the columns show, so that its weights may be drawn. Pure. */
export function fits(scene, columns) {
  if (!scene?.layers) return false;
  const layers = columns.filter(({ kind }) => kind === "hidden" || kind === "output");
  const made = columns.find(({ kind }) => kind === "made");
  return scene.layers.length === layers.length
    && scene.layers.every(({ units }, index) => units === layers[index].total)
    && scene.layers[0].fan_in === (made ?? columns[0]).total;
}

/** How many lines would lead from column to column if all were drawn. Pure. */
export function linesBetween(columns) {
  return columns.slice(1).reduce((lines, { nodes }, index) => lines + nodes.length * columns[index].nodes.length, 0);
}
