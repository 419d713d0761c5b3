// Where the words of marks stand: above the curves, none over another, the newest first. Pure.

const LINE = 16;
const LETTER = 6.1;
const MOST_LINES = 3;

/**
 * {layout, room}: the layout with its words in place, and the pixels that they need above the curves. Annotations with
 * `row: true` are moved or, where no line is free, left out; their marks stay. `range`: the places at both ends of the
 * axis; `width` and `height`: pixels of the area of curves.
 */
export function settled(layout, { range, width, height, log = false }) {
  const notes = layout.annotations ?? [];
  const scale = log ? (value) => Math.log10(Math.max(value, 1e-12)) : (value) => value;
  const [low, high] = range.map(scale);
  const lines = Array.from({ length: Math.min(MOST_LINES, Math.max(1, Math.floor(height / 80))) }, () => []);
  const placed = new Map();
  for (const note of notes.filter((each) => each.row).reverse()) {
    const found = place(note, ((scale(note.x) - low) / (high - low)) * width, width, lines);
    if (found) placed.set(note, found);
  }
  const room = LINE * lines.filter((taken) => taken.length).length;
  const words = (note, { line, ...found }) => ({ ...note, ...found, yanchor: "bottom", y: 1 + (line * LINE) / (height - room) });
  return { layout: { ...layout, annotations: notes.flatMap((note) => (note.row ? (placed.has(note) ? words(note, placed.get(note)) : []) : note)) }, room };
}

function place(note, at, width, lines) {
  if (!(at >= -1 && at <= width + 1)) return null;
  const length = note.text.length * LETTER + 10;
  const toLeft = at + length > width && at - length > 0;
  const [from, to] = toLeft ? [at - length, at] : [at, at + length];
  const line = lines.findIndex((taken) => taken.every(([start, end]) => to < start || from > end));
  if (line === -1) return null;
  lines[line].push([from, to]);
  return { line, xanchor: toLeft ? "right" : "left", xshift: toLeft ? 4 : -4 };
}
