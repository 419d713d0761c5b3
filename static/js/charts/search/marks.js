// What stands for trials in a chart: dots, lines and bars in the coordinates of its axes, each with the number of its trial.
// They are painted on a canvas, for thousands of them are too many for the chart library. Pure.

/**
 * {kind: "dots", xaxis, yaxis, items: [{trial, x, y, colour, shape, spread}], shadows}; y or x null: at the far edge of the plot.
 * `shadows`: whether each dot also throws one on either axis.
 */
export function dots(items, { xaxis = "x", yaxis = "y", shadows = false, size = 3.2 } = {}) {
  return { kind: "dots", items, xaxis, yaxis, shadows, size: items.length > 400 ? size - 0.6 : size };
}

/** {kind: "lines", items: [{trial, xs, ys, colour, width, dash}]}: NaN breaks a line. */
export function lines(items, { xaxis = "x", yaxis = "y" } = {}) {
  return { kind: "lines", items, xaxis, yaxis };
}

/** {kind: "bars", items: [{trial, from, to, y, colour}]}: lying bars, each as high as one unit of y allows. */
export function bars(items, { xaxis = "x", yaxis = "y" } = {}) {
  return { kind: "bars", items, xaxis, yaxis };
}

/** A trace that nobody sees: the chart library measures its axes by it. */
export function frame(xs, ys, { xaxis = "x", yaxis = "y" } = {}) {
  const ends = (values) => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      if (value === null || Number.isNaN(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return low <= high ? [low, high] : [0, 1];
  };
  return { type: "scatter", mode: "markers", x: ends(xs), y: ends(ys), xaxis, yaxis, marker: { opacity: 0, size: 8 }, hoverinfo: "skip", showlegend: false };
}

/** The marks as traces of the chart library: for pictures and tables that are taken home. */
export function tracesOf(groups) {
  return groups.flatMap((group) => TRACES[group.kind](group).map((trace) => ({ xaxis: group.xaxis, yaxis: group.yaxis, type: "scatter", showlegend: false, hoverinfo: "skip", ...trace })));
}

const SYMBOLS = { circle: "circle", square: "square", diamond: "diamond", cross: "x-thin" };

const TRACES = {
  dots({ items, size }) {
    const placed = items.filter(({ x, y }) => x !== null && y !== null);
    const colour = placed.map((item) => item.colour);
    return [{
      mode: "markers", x: placed.map(({ x }) => x), y: placed.map(({ y }) => y),
      marker: { size: 2 * size, color: colour, symbol: placed.map(({ shape = "circle" }) => SYMBOLS[shape]), line: { color: colour, width: placed.map(({ shape }) => (shape === "cross" ? 1.5 : 0)) } },
    }];
  },
  lines({ items }) {
    return items.map(({ xs, ys, colour, width = 1.5 }) => ({ mode: "lines", x: xs, y: ys, line: { color: colour, width } }));
  },
  bars({ items }) {
    return items.map(({ from, to, y, colour }) => ({ mode: "lines", x: [from, to], y: [y, y], line: { color: colour, width: 4 } }));
  },
};
