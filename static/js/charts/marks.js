// Where the words of marks stand, so that none covers another: newest first, each in the highest line that is free. Pure.

const LINE = 16;
const LETTER = 6.1;

/**
 * The layout with its words in place. Annotations with `row: true` are moved or, where no line is free, left out; their
 * lines stay. `range`: the places at both ends of the axis; `width` and `height`: pixels of the area of curves.
 */
export function settled(layout, { range, width, height, log = false }) {
  const notes = layout.annotations ?? [];
  if (!notes.some((note) => note.row)) return layout;
  const scale = log ? (value) => Math.log10(Math.max(value, 1e-12)) : (value) => value;
  const [low, high] = range.map(scale);
  // Half-way up stands the word for the end of training.
  const lines = Array.from({ length: Math.max(1, Math.floor((height / 2 - 50) / LINE)) }, () => []);
  const placed = new Map();
  for (const note of notes.filter((each) => each.row).reverse()) {
    const found = place(note, ((scale(note.x) - low) / (high - low)) * width, width, lines);
    if (found) placed.set(note, { ...note, ...found, y: 1 - (found.y * LINE) / height });
  }
  return { ...layout, annotations: notes.flatMap((note) => (note.row ? placed.get(note) ?? [] : note)) };
}

function place(note, at, width, lines) {
  if (!(at >= -1 && at <= width + 1)) return null;
  const length = note.text.length * LETTER + 10;
  const toLeft = at + length > width && at - length > 0;
  const [from, to] = toLeft ? [at - length, at] : [at, at + length];
  const y = lines.findIndex((taken) => taken.every(([start, end]) => to < start || from > end));
  if (y === -1) return null;
  lines[y].push([from, to]);
  return { y, xanchor: toLeft ? "right" : "left", xshift: toLeft ? -4 : 4 };
}
