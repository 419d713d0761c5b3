// The weights that are drawn as lines: which ones, how strong, and where. Pure.

/** The most lines that are drawn one by one; above it only the strongest. */
export const MOST = 600;
export const STRONGEST = 300;

/** The units that a layer is fed by: the column before it that holds network inputs or units. */
function feeding(columns, index) {
  return columns.slice(0, index).findLast(({ kind }) => kind !== "inputs" || !columns.some((each) => each.kind === "made"));
}

/**
 * The lines between units that are shown: [{key, layer, unit, input, from, to, line}]; `from` and `to` are keys of nodes.
 * Where the inputs are one picture, one line leads from it to each unit, with input null. Also `total`, how many weights
 * the network has, and `shown`, how many of them have both ends in sight.
 */
export function linksOf(columns, places) {
  const links = [];
  let total = 0;
  columns.forEach((column, index) => {
    if (column.kind !== "hidden" && column.kind !== "output") return;
    const before = feeding(columns, index);
    total += before.total * column.total;
    for (const node of column.nodes) {
      for (const source of before.nodes) {
        if (source.on === false) continue;
        links.push(linkBetween(source, node, places));
      }
    }
  });
  return { links, total, shown: links.filter(({ input }) => input !== null).length };
}

function linkBetween(source, node, places) {
  const [from, to] = [places.nodes.get(source.key), places.nodes.get(node.key)];
  return {
    key: `${node.layer}.${node.unit}.${source.unit ?? "all"}`, layer: node.layer, unit: node.unit, input: source.unit, from: source.key, to: node.key,
    line: { x1: from.right ?? from.x + from.width / 2, y1: from.y, x2: to.left ?? to.x - to.width / 2, y2: to.y },
  };
}

/** Where a weight lies among the parameters; input null: the unit's bias. */
export function placeOf(layers, { layer, unit, input }) {
  const { start, bias, fan_in: fanIn } = layers[layer - 1];
  return input === null ? bias + unit : start + unit * fanIn + input;
}

/** The name under which a weight, or with input null a bias, is set. */
export function parameterOf({ layer, unit, input }) {
  return input === null ? `biases.${layer}.${unit}` : `weights.${layer}.${unit}.${input}`;
}

/** The size of weight that is drawn full: all but the largest twentieth lie below it. */
export function fullSize(values, least = 0.2) {
  const sizes = Float32Array.from(values, (value) => (Number.isFinite(value) ? Math.abs(value) : 0)).sort();
  return Math.max(sizes.length ? sizes[Math.floor((sizes.length - 1) * 0.95)] : 0, least);
}

/** How strong a line is drawn, from 0 to 10 in whole steps: only what can be seen to change is changed. */
export function step(value, full) {
  return Number.isFinite(value) ? Math.min(10, Math.round((10 * Math.abs(value)) / full)) : 0;
}

/** The lines worth drawing: all where they are few, else those of the largest weights. */
export function worthDrawing(links, weightOf) {
  return links.length <= MOST ? links : strongest(links, weightOf, STRONGEST);
}

/** That many links of the largest weights. */
export function strongest(links, weightOf, most) {
  const sized = links.map((link) => [link, link.input === null ? 0 : Math.abs(weightOf(link)) || 0]);
  return sized.sort((one, other) => other[1] - one[1]).slice(0, most).map(([link]) => link);
}

/** What is told below the picture where not every weight is a line; empty where every one is. */
export function leftOut(drawn, { total, links }, format = (value) => value.toLocaleString("en")) {
  const lines = drawn.filter(({ input }) => input !== null).length;
  if (lines === total) return "";
  if (drawn.length < links.length) return `the strongest ${format(lines)} of ${format(total)} weights`;
  return lines ? `${format(lines)} of ${format(total)} weights: those between the units shown` : "";
}
