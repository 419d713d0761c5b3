// How all charts of a page are looked at: above which axis, how smooth, from where to where. One for the whole page.

const UNTOUCHED = { x: "epoch", logX: false, smoothing: 0, range: null, live: true };

export class ChartView extends EventTarget {
  constructor(state = {}) {
    super();
    // `range`: the epochs in sight, or null for all of them. `logs` and `heights`: by the name of a chart, where one was touched.
    Object.assign(this, UNTOUCHED, { logs: {}, heights: {} }, state);
  }

  /** Changes some of it; charts and address follow. */
  set(changes) {
    const moved = Object.keys(changes).filter((name) => JSON.stringify(changes[name]) !== JSON.stringify(this[name]));
    if (moved.length === 0) return;
    Object.assign(this, changes);
    this.dispatchEvent(new CustomEvent("change", { detail: moved }));
  }

  setLog(chart, on) {
    // Heights are in powers of ten on one scale and plain on the other.
    this.set({ logs: { ...this.logs, [chart]: on }, heights: without(this.heights, chart) });
  }

  get zoomed() {
    return this.range !== null || Object.keys(this.heights).length > 0;
  }

  wholeAgain() {
    this.set({ range: null, heights: {} });
  }
}

function without(values, name) {
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));
}

/** The one of this page. */
export const view = new ChartView();
