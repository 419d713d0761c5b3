// A chart of a slice: its table is the grid, and scrolling the page past it does not turn into zooming.

import { Chart } from "../charts/chart.js";

export class SliceChart extends Chart {
  constructor(panel, figure) {
    super(panel, figure, { epochs: false });
    this.config = { scrollZoom: false };
  }

  /** Every point of the grid: its place on the plane and its loss. */
  table() {
    const { result } = this.history;
    const { a, b, values } = result ?? { a: [], b: [], values: [] };
    const x = values.map((_, index) => index + 1);
    const column = (name, at) => ({ name, x, y: values.map((value, index) => at(index, value)), measured: true });
    const traces = [
      column("direction 1", (index) => a[index % a.length]),
      column("direction 2", (index) => b[Math.floor(index / a.length)]),
      column("loss", (_, value) => value ?? NaN),
    ];
    return { traces, range: null, axis: "point" };
  }
}
