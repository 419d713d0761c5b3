// Where marks lie on the screen, and which of them the pointer means. Pure.

const REACH = 14;
const EDGE = 7;

/** The same groups in pixels of the plot: dots [{trial, x, y, …}], lines [{trial, xs, ys, …}], bars; `area` is where they may be seen. */
export function placed(groups, layout) {
  return groups.map((group) => {
    const across = layout[group.xaxis.replace("x", "xaxis")];
    const up = layout[group.yaxis.replace("y", "yaxis")];
    const area = { left: across._offset, top: up._offset, right: across._offset + across._length, bottom: up._offset + up._length };
    const x = (value) => area.left + across.d2p(value);
    const y = (value) => area.top + up.d2p(value);
    return { ...group, area, items: group.items.map((item) => PLACES[group.kind](item, { x, y, area, up })) };
  });
}

const PLACES = {
  dots: (item, { x, y, area, up }) => ({
    ...item,
    x: item.x === null ? area.right - EDGE : x(item.x),
    y: item.y === null ? area.top + EDGE : y(item.y),
    // Half of what is above and below; a logarithmic axis knows no zero.
    ends: item.spread ? [item.y + item.spread, up.type === "log" ? Math.max(item.y - item.spread, item.y / 100) : item.y - item.spread].map(y) : null,
  }),
  lines: (item, { x, y }) => ({ ...item, xs: item.xs.map(x), ys: item.ys.map((value) => (Number.isNaN(value) ? NaN : y(value))) }),
  bars: (item, { x, y, up }) => ({ ...item, from: x(item.from), to: x(item.to), y: y(item.y), height: Math.max(1, Math.abs(up.d2p(1) - up.d2p(0)) * 0.7) }),
};

/** The number of the trial whose mark is nearest to a place, or null where none is near. */
export function nearest(groups, x, y) {
  let [found, least] = [null, REACH];
  for (const { kind, items, area } of groups) {
    if (x < area.left - REACH || x > area.right + REACH || y < area.top - REACH || y > area.bottom + REACH) continue;
    // What was drawn last lies on top.
    for (let index = items.length - 1; index >= 0; index -= 1) {
      const distance = DISTANCES[kind](items[index], x, y);
      if (distance < least) [found, least] = [items[index].trial, distance];
    }
  }
  return found;
}

const DISTANCES = {
  dots: (item, x, y) => Math.hypot(item.x - x, item.y - y),
  bars: (item, x, y) => Math.max(Math.abs(y - item.y) - item.height / 2, 0) + Math.max(item.from - x, x - item.to, 0),
  lines(item, x, y) {
    const { xs, ys } = item;
    const next = after(xs, x);
    if (next === 0 || next === xs.length) return Infinity;
    const share = (x - xs[next - 1]) / (xs[next] - xs[next - 1] || 1);
    return Math.abs(ys[next - 1] + share * (ys[next] - ys[next - 1]) - y) || (Number.isNaN(ys[next - 1] + ys[next]) ? Infinity : 0);
  },
};

/** The first of rising places that lies behind x. */
function after(xs, x) {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
