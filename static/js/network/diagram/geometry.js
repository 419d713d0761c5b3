// Where everything in the picture stands, in pixels. Pure.

/** Sides of a unit's square and the free space below it, by the number of rows. */
const SIZES = [[5, 52, 14], [8, 44, 10], [12, 36, 8], [Infinity, 26, 4]];
/** Rows of a layer that is shown whole. */
const WHOLE_ROWS = 12;
const SMALL = 26;
/** The height of the button that shows fewer units again. */
const FEWER = 34;
/** The gap beside such a block, which links reach only at its edges. */
const ROOM_FOR_LINKS = 46;
const WIDEST_GAP = 150;
const BIAS = 13;
/** The names of outputs stand beside them: the width of a letter, and how many are shown. */
const LETTER = 7;
const MOST_LETTERS = 10;

const longest = (column) => Math.max(...column.nodes.map(({ label }) => label.length));

/** What a hidden layer needs at least, by what stands above it: a card, one for fingers, or a tab. */
const CARDS = { card: [84, 12], touch: [140, 46], tab: [66, 10] };

/** What a column needs at least. */
function leastWidth(column, size, cards) {
  const across = column.whole ? Math.ceil(column.nodes.length / WHOLE_ROWS) * (size + 4) + 8 : 0;
  if (column.kind === "hidden") return Math.max(across, CARDS[cards][0]);
  if (column.kind === "output") return Math.max(across, size + 14 + LETTER * Math.min(MOST_LETTERS, longest(column)));
  if (column.kind === "made") return Math.max(across, 104);
  return { tiles: size + 48, list: 132, image: 92, signal: 92 }[column.style];
}

/**
 * The places of `columns` in a picture at least `room` wide: {width, height, columns: [{left, width, size}], nodes:
 * Map(key → {x, y, width, height, column}), more: [{x, y} or null for each column]}.
 */
export function arrange(columns, room, cards = "card") {
  const rows = Math.max(...columns.map(rowsOf));
  const [, size, space] = SIZES.find(([most]) => rows <= most);
  const least = columns.map((column) => leastWidth(column, column.whole ? SMALL : size, cards));
  const narrowest = columns.some(({ whole }) => whole) ? ROOM_FOR_LINKS : CARDS[cards][1];
  const between = columns.length - 1;
  const spare = Math.max(0, room - sum(least) - narrowest * between);
  const hidden = columns.filter(({ kind }) => kind === "hidden").length;
  const gap = Math.floor(Math.min(hidden ? WIDEST_GAP : 2 * WIDEST_GAP, narrowest + (spare * 0.72) / between));
  const wider = hidden ? Math.floor(Math.min(56, (spare * 0.28) / hidden)) : 0;
  const widths = least.map((width, index) => width + (columns[index].kind === "hidden" ? wider : 0));
  const used = sum(widths) + gap * between;
  const width = Math.max(room, used);
  const height = rows * (size + space) - space;
  let left = Math.max(0, Math.floor((width - used) / 2));
  const places = widths.map((each) => {
    const place = { left, width: each, size };
    left += each + gap;
    return place;
  });
  const nodes = new Map();
  const more = columns.map((column, index) => standing(column, places[index], { height, size, space }, nodes));
  return { width, height, gap, size, columns: places, nodes, more };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

function rowsOf(column) {
  if (column.whole) return (Math.min(WHOLE_ROWS, column.nodes.length) * (SMALL + 4) + FEWER + 8) / 44;
  if (column.style === "list" || column.kind === "made") return ((column.nodes.length + (column.hidden ? 1 : 0)) * 32) / 54;
  return column.nodes.length + (column.hidden ? 1 : 0);
}

/** Puts a column's nodes into `nodes` and says where its "… more" stands, if anywhere. */
function standing(column, place, room, nodes) {
  if (column.whole) return wholeLayer(column, place, room, nodes);
  const list = column.style === "list" || column.kind === "made";
  const alone = column.style === "image" || column.style === "signal";
  const [high, space] = list ? [26, 6] : alone ? [92, 0] : [room.size, room.space];
  const wide = list || alone ? place.width : room.size;
  const count = column.nodes.length + (column.hidden ? 1 : 0);
  const top = (room.height - (count * (high + space) - space)) / 2;
  // The names of tiles stand at their left, those of outputs at their right.
  const centre = column.style === "tiles" ? place.left + place.width - wide / 2
    : column.kind === "output" ? place.left + wide / 2 : place.left + place.width / 2;
  column.nodes.forEach((node, row) => nodes.set(node.key, { x: centre, y: top + row * (high + space) + high / 2, width: wide, height: high }));
  return column.hidden ? { x: centre, y: top + (count - 1) * (high + space) + high / 2 } : null;
}

/** Every unit of a large layer, in small squares from the top to the bottom, then from the left to the right. */
function wholeLayer(column, place, room, nodes) {
  const side = SMALL + 4;
  const across = Math.ceil(column.nodes.length / WHOLE_ROWS);
  const rows = Math.min(WHOLE_ROWS, column.nodes.length);
  const left = place.left + (place.width - across * side + 4) / 2;
  const top = (room.height - rows * side - FEWER + 4) / 2;
  // Links begin and end at the edges of the block: between its squares they would only be in the way.
  const edges = { left: left - 4, right: left + across * side };
  column.nodes.forEach((node, index) => nodes.set(node.key, {
    x: left + Math.floor(index / WHOLE_ROWS) * side + SMALL / 2, y: top + (index % WHOLE_ROWS) * side + SMALL / 2, width: SMALL, height: SMALL, ...edges,
  }));
  return { x: place.left + place.width / 2, y: top + rows * side + FEWER / 2 };
}

/** The curve of a link as an SVG path. */
export function curve({ x1, y1, x2, y2 }) {
  const middle = (x1 + x2) / 2;
  return `M${round(x1)} ${round(y1)}C${round(middle)} ${round(y1)} ${round(middle)} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

const round = (value) => Math.round(value * 10) / 10;

/** The height of a link's curve at `x`, or null beside it; its control points stand in the middle, so x rises with t. */
export function heightAt({ x1, y1, x2, y2 }, x) {
  if (x < x1 || x > x2) return null;
  let [low, high] = [0, 1];
  const along = (t) => x1 + (x2 - x1) * (1.5 * t * (1 - t) + t ** 3);
  for (let step = 0; step < 20; step += 1) {
    const t = (low + high) / 2;
    if (along(t) < x) low = t;
    else high = t;
  }
  return y1 + (y2 - y1) * (3 * low ** 2 - 2 * low ** 3);
}

/** The link whose curve passes closest to a point, within `reach`; of several as close the later one, drawn on top. */
export function nearest(links, x, y, reach) {
  let [found, least] = [null, reach];
  for (const link of links) {
    const height = heightAt(link.line, x);
    if (height === null) continue;
    const steep = heightAt(link.line, Math.min(link.line.x2, x + 1)) - height;
    const distance = Math.abs(height - y) / Math.hypot(1, steep);
    if (distance <= least) [found, least] = [link, distance];
  }
  return found;
}

/** Whether a point within a unit's square lies on the small square of its bias, at the lower left. */
export function onBias(place, x, y) {
  return x < place.x - place.width / 2 + BIAS && y > place.y + place.height / 2 - BIAS;
}
