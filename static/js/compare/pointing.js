// Which curve the pointer is at: the nearest one at that place. Reads what was drawn and draws nothing.

const REACH = 28;

/** The number of the experiment whose curve is nearest to the pointer, or null where none is near. */
export function curveAt(plot, traces, { clientX, clientY }) {
  const layout = plot._fullLayout;
  if (!layout?.xaxis?._length || !traces.length) return null;
  const frame = plot.getBoundingClientRect();
  const x = clientX - frame.left - layout.xaxis._offset;
  const y = clientY - frame.top - layout.yaxis._offset;
  if (x < 0 || y < 0 || x > layout.xaxis._length || y > layout.yaxis._length) return null;
  const where = { x: (value) => layout.xaxis.d2p(value), y: (value) => layout.yaxis.d2p(value) };
  return nearest(traces, where, { x, y });
}

/** The same by functions from values to pixels. Pure. */
export function nearest(traces, where, point) {
  let found = { distance: REACH, number: null };
  for (const { number, xs, ys } of traces) {
    let row = 0;
    while (row < xs.length - 1 && where.x(xs[row + 1]) < point.x) row += 1;
    const next = Math.min(row + 1, xs.length - 1);
    const [left, right] = [where.x(xs[row]), where.x(xs[next])];
    const share = right > left ? Math.min(1, Math.max(0, (point.x - left) / (right - left))) : 0;
    const distance = Math.abs(where.y(ys[row]) + share * (where.y(ys[next]) - where.y(ys[row])) - point.y);
    if (distance < found.distance) found = { distance, number };
  }
  return found.number;
}
