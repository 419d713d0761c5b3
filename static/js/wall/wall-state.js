// What the page knows of a wall, folded from frames: {mine, rows, keys, classroom, pinned, …}. Pure.

const TOLD_APART = ["boot", "version", "after", "rows", "keys"];

export function emptyWall() {
  return { boot: "", version: 0, mine: {}, rows: new Map(), keys: [], classroom: null };
}

/** The wall after a frame; null where something is missing in between, so that it has to be asked for again. */
export function folded(wall, frame) {
  const { boot, version, after, rows, keys } = frame;
  const whole = after === 0;
  if (!whole && (boot !== wall.boot || after > wall.version)) return null;
  if (!whole && version < wall.version) return wall;
  const known = new Map(whole ? [] : wall.rows);
  for (const row of rows) known.set(row.key, row);
  const order = keys ?? wall.keys;
  const kept = new Map(order.filter((key) => known.has(key)).map((key) => [key, known.get(key)]));
  const parts = Object.fromEntries(Object.entries(frame).filter(([name]) => !TOLD_APART.includes(name)));
  return { ...(whole ? emptyWall() : wall), ...parts, boot, version, rows: kept, keys: order };
}
