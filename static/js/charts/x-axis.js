// What the curves stand above: epochs, updates, samples or seconds. Figures are made over epochs; here they move. Pure.

/** The choices, and how each of them is written. */
export const AXES = {
  epoch: { title: "epoch", short: "Epochs", hover: "epoch %{x:,d}", format: ",d" },
  updates: { title: "updates of the weights", short: "Updates", hover: "%{x:,d} updates", format: ",d" },
  samples: { title: "samples seen", short: "Samples", hover: "%{x:,d} samples", format: ",~s" },
  seconds: { title: "seconds of training", short: "Seconds", hover: "%{x:.4~g} s", format: "~g" },
};

/** A function from epochs to another measure of progress in this run; between and beyond its rows it goes on evenly. */
export function progress(run, axis) {
  const [from, to] = [run?.columns.epoch ?? [], run?.columns[axis] ?? []];
  return axis === "epoch" || !told(to) ? (epoch) => epoch : (epoch) => between(from, to, epoch);
}

/** The way back: from a place on the axis to an epoch, which need not be whole. */
export function epochAt(run, axis) {
  const [from, to] = [run?.columns[axis] ?? [], run?.columns.epoch ?? []];
  return axis === "epoch" || !told(from) ? (place) => place : (place) => between(from, to, place);
}

const told = (column) => column.length > 1 && column[column.length - 1] !== null;

function between(from, to, value) {
  let [low, high] = [0, from.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle] <= value) low = middle;
    else high = middle;
  }
  const step = from[high] - from[low];
  return step > 0 ? to[low] + ((value - from[low]) / step) * (to[high] - to[low]) : to[low];
}

/** A figure over epochs moved onto another axis. `main` is the run that marks and runs without clocks go by. */
export function moved({ traces, layout, ...rest }, main, axis) {
  if (axis === "epoch") return { traces, layout, ...rest };
  const place = progress(main, axis);
  const shift = (mark, names) => (mark.xref === "x" ? { ...mark, ...Object.fromEntries(names.map((name) => [name, place(mark[name])])) } : mark);
  return {
    ...rest,
    traces: traces.map((trace) => {
      const own = told(trace.run?.columns[axis] ?? []) ? progress(trace.run, axis) : place;
      return { ...trace, x: Float64Array.from(trace.x, own) };
    }),
    layout: {
      ...layout,
      shapes: layout.shapes?.map((shape) => shift(shape, ["x0", "x1"])),
      annotations: layout.annotations?.map((note) => shift(note, ["x"])),
    },
  };
}

/** The axis itself. Whole epochs only: a handful of them gets no halves between. */
export function xAxis(run, axis) {
  const { title, hover, format } = AXES[axis];
  const last = run?.length ? run.columns.epoch[run.length - 1] : 0;
  return {
    title: { text: title }, rangemode: "tozero", tickformat: format, hoverformat: format, unifiedhovertitle: { text: hover },
    ...(axis === "epoch" && last > 0 && last < 8 ? { dtick: 1 } : {}),
  };
}
