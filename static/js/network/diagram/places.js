// Where the squares of the picture stand, in pixels. Pure.

/** Sides of a unit's square and the free space below it, by the number of rows. */
const SIZES = [[5, 52, 14], [8, 44, 10], [12, 36, 8], [Infinity, 26, 4]];
/** What a finger hits. */
const FINGER = 44;
/** The height of a line in a list of columns, and the space below it. */
const ROW = 26;
const BETWEEN_ROWS = 6;
/** The side of a picture that all inputs are in. */
const IMAGE = 92;
/** Rows and squares of a layer that is shown whole; the height of the button that shows fewer; the gap beside the block. */
const WHOLE_ROWS = 12;
const SMALL = 26;
const FEWER = 34;
const ROOM_FOR_LINKS = 46;
const WIDEST_GAP = 150;
/** The names of outputs stand beside them: the width of a letter, here and in lists, and how many are shown. */
const LETTER = 7;
const MOST_LETTERS = 10;
/** The least width of a hidden layer and of the gap beside it, by what stands above: a card, one for fingers, or a tab. */
const CARDS = { card: [84, 12], touch: [140, 46], tab: [58, 16] };

const sum = (values) => values.reduce((total, value) => total + value, 0);
const longest = (column) => Math.max(...column.nodes.map(({ label }) => label.length));
const isList = (column) => column.style === "list" || column.kind === "made";
const isAlone = (column) => column.style === "image" || column.style === "signal";
const rowsOf = (column) => column.nodes.length + (column.hidden ? 1 : 0);

/**
 * The places of `columns` in a picture at least `room` wide: {width, height, gap, columns: [{left, width}], nodes:
 * Map(key → {x, y, width, height}, the middle of each square), more: [where "… more" stands, or null, for each column]}.
 */
export function arrange(columns, room, cards = "card") {
  const measures = measured(columns, cards);
  const { widths, gap } = spread(columns, room, measures, cards);
  const used = sum(widths) + gap * (columns.length - 1);
  const width = Math.max(room, used);
  const height = Math.max(...columns.map((column) => heightOf(column, measures)));
  let left = Math.max(0, Math.floor((width - used) / 2));
  const places = widths.map((each) => {
    const place = { left, width: each };
    left += each + gap;
    return place;
  });
  const nodes = new Map();
  const more = columns.map((column, index) => standing(column, places[index], { ...measures, height }, nodes));
  return { width, height, gap, size: measures.size, columns: places, nodes, more };
}

/** {size, space, row}: squares that leave room for the column with the most of them, and lines of lists. */
function measured(columns, cards) {
  const rows = Math.max(...columns.filter((column) => !isList(column) && !isAlone(column) && !column.whole).map(rowsOf), 1);
  const [, size, space] = SIZES.find(([most]) => rows <= most);
  return cards === "card" ? { size, space, row: ROW } : { size: Math.max(size, FINGER), space, row: FINGER };
}

/** Room to spare goes to the gaps first, and to the cards of hidden layers. */
function spread(columns, room, { size }, cards) {
  const least = columns.map((column) => leastWidth(column, size, cards));
  const narrowest = columns.some(({ whole }) => whole) ? ROOM_FOR_LINKS : CARDS[cards][1];
  const between = columns.length - 1;
  const spare = Math.max(0, room - sum(least) - narrowest * between);
  const hidden = columns.filter(({ kind }) => kind === "hidden").length;
  const gap = Math.floor(Math.min(hidden ? WIDEST_GAP : 2 * WIDEST_GAP, narrowest + (spare * 0.72) / between));
  const wider = hidden ? Math.floor(Math.min(56, (spare * 0.28) / hidden)) : 0;
  return { gap, widths: least.map((width, index) => width + (columns[index].kind === "hidden" ? wider : 0)) };
}

function leastWidth(column, size, cards) {
  const across = column.whole ? Math.ceil(column.nodes.length / WHOLE_ROWS) * (SMALL + 4) + 8 : 0;
  if (column.kind === "hidden") return Math.max(across, CARDS[cards][0]);
  if (column.kind === "output") return Math.max(across, size + 14 + LETTER * Math.min(MOST_LETTERS, longest(column)));
  if (column.kind === "made") return Math.max(across, 104);
  if (isList(column)) return Math.min(132, Math.max(60, 24 + LETTER * longest(column)));
  return column.style === "tiles" ? size + 48 : IMAGE;
}

/** The height of one thing in a column and the space below it. */
function steps(column, { size, space, row }) {
  if (isAlone(column)) return [IMAGE, 0];
  return isList(column) ? [row, BETWEEN_ROWS] : [size, space];
}

function heightOf(column, measures) {
  if (column.whole) return Math.min(WHOLE_ROWS, column.nodes.length) * (SMALL + 4) + FEWER;
  const [high, space] = steps(column, measures);
  return rowsOf(column) * (high + space) - space;
}

/** Puts a column's nodes into `nodes` and says where its "… more" stands, if anywhere. */
function standing(column, place, room, nodes) {
  if (column.whole) return wholeLayer(column, place, room, nodes);
  const [high, space] = steps(column, room);
  const wide = isList(column) || isAlone(column) ? place.width : room.size;
  const top = (room.height - heightOf(column, room)) / 2;
  // The names of tiles stand at their left, those of outputs at their right.
  const centre = column.style === "tiles" ? place.left + place.width - wide / 2
    : column.kind === "output" ? place.left + wide / 2 : place.left + place.width / 2;
  const y = (row) => top + row * (high + space) + high / 2;
  column.nodes.forEach((node, row) => nodes.set(node.key, { x: centre, y: y(row), width: wide, height: high }));
  return column.hidden ? { x: centre, y: y(rowsOf(column) - 1) } : null;
}

/** Every unit of a large layer, in small squares from the top to the bottom, then from the left to the right. */
function wholeLayer(column, place, room, nodes) {
  const side = SMALL + 4;
  const across = Math.ceil(column.nodes.length / WHOLE_ROWS);
  const rows = Math.min(WHOLE_ROWS, column.nodes.length);
  const left = place.left + (place.width - across * side + 4) / 2;
  const top = (room.height - heightOf(column, room)) / 2;
  // Links begin and end at the edges of the block: between its squares they would only be in the way.
  const edges = { left: left - 4, right: left + across * side };
  column.nodes.forEach((node, index) => nodes.set(node.key, {
    x: left + Math.floor(index / WHOLE_ROWS) * side + SMALL / 2, y: top + (index % WHOLE_ROWS) * side + SMALL / 2, width: SMALL, height: SMALL, ...edges,
  }));
  return { x: place.left + place.width / 2, y: top + rows * side + FEWER / 2 };
}
