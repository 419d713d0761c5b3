// The only door to the chart library. It is loaded late: the page works before it, and its curves follow.

// The library brings the style sheet of its maps as an inline element, unless something has this id. We draw no maps, and
// pages forbid such elements: they alone could tell others what a page holds.
const STYLES_OF_MAPS = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

let loading = null;

/** The library, for what cannot happen before a chart was drawn with it. */
export const plotly = () => window.Plotly;

/** Begins to load the library. A page calls it after its first paint, while other answers are on their way. */
export function loadPlotly() {
  loading ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("meta"), { id: STYLES_OF_MAPS }));
    const script = document.createElement("script");
    script.src = document.body.dataset.plotly;
    script.onload = () => done(window.Plotly);
    script.onerror = () => failed(new Error("The chart library could not be loaded."));
    document.head.append(script);
  });
  return loading;
}
