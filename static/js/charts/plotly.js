// The only door to the chart library. It is loaded late: the page works before it, and its curves follow.

let loading = null;

/** The library, for what cannot happen before a chart was drawn with it. */
export const plotly = () => window.Plotly;

/** Begins to load the library. A page calls it after its first paint, while other answers are on their way. */
export function loadPlotly() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.plotly;
    script.onload = () => done(window.Plotly);
    script.onerror = () => failed(new Error("The chart library could not be loaded."));
    document.head.append(script);
  });
  return loading;
}
