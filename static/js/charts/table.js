// The curves that a chart shows as a table, for spreadsheets. Pure.

/** CSV: the axis first, then a column per curve, a row per place; `range`: only what lies between these places. */
export function tableOf({ traces, range, axis }) {
  const shown = traces.filter((trace) => trace.rows && trace.hoverinfo !== "skip" || trace.measured);
  const names = shown.map((trace, index) => `${trace.name || `curve ${index + 1}`}${trace.smooth ? " (smoothed)" : ""}`);
  const rows = new Map();
  shown.forEach((trace, column) => {
    trace.x.forEach((place, row) => {
      if (range && (place < range[0] || place > range[1])) return;
      if (!rows.has(place)) rows.set(place, new Array(shown.length).fill(""));
      if (!Number.isNaN(trace.y[row])) rows.get(place)[column] = trace.y[row];
    });
  });
  const lines = [...rows].sort(([one], [other]) => one - other).map(([place, values]) => [place, ...values].join(","));
  return [[axis, ...names].map(quoted).join(","), ...lines].join("\n") + "\n";
}

function quoted(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
