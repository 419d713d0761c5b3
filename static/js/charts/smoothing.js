// Smooth curves over noisy ones: an exponential moving average without the bias of its start. Pure.

/**
 * The average at every point; NaN stays NaN. `weight` in [0, 1) is what one epoch leaves of the past: rows that are
 * several epochs apart leave less.
 */
export function smoothed(x, y, weight) {
  const out = new Float64Array(y.length).fill(NaN);
  let [sum, total, before] = [0, 0, null];
  for (let row = 0; row < y.length; row += 1) {
    if (!Number.isFinite(y[row])) continue;
    const kept = weight ** Math.max(1, before === null ? 1 : x[row] - before);
    sum = kept * sum + (1 - kept) * y[row];
    total = kept * total + (1 - kept);
    out[row] = sum / total;
    before = x[row];
  }
  return out;
}

/** The traces with a smooth one above each curve that is a row of measurements; what was measured stays, faintly. */
export function withSmooth(traces, weight) {
  if (!(weight > 0)) return traces;
  const calm = traces.filter((trace) => trace.measured).map((trace) => ({
    ...trace, y: smoothed(trace.x, trace.y, weight), mode: "lines", customdata: Array.from(trace.y), smooth: true,
    hovertemplate: `${plain(trace)} (measured %{customdata:${format(trace)}})`,
  }));
  const raw = traces.map((trace) => (trace.measured
    ? { ...trace, showlegend: false, opacity: 0.28 * (trace.opacity ?? 1), hoverinfo: "skip", hovertemplate: undefined, line: { ...trace.line, dash: "solid", width: 1 }, mode: "lines" }
    : trace));
  return [...raw, ...calm];
}

const plain = (trace) => (trace.hovertemplate ?? "%{y:.4~g}").split(" ")[0];
const format = (trace) => plain(trace).match(/:(.*)}/)?.[1] ?? ".4~g";
