// What all charts have in common: fonts, colours, margins, axes. Pure.

const NARROW = 420;

/** A layout with everything that a figure need not say. `range`, `height`: what was zoomed to, or nothing. */
export function completed(layout, { colours, log, size, empty, logX = false, range = null, height = null, decades = 0 }) {
  const titled = (given) => ({ ...axisLook(colours), ...given, title: { standoff: 8, font: { color: colours.muted, size: 12.5 }, ...given.title } });
  // On a phone three legend entries share a line only when they are a little smaller.
  const legendSize = size.width < NARROW ? 11 : 12.5;
  return {
    autosize: true,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: colours.font, color: colours.text, size: 12.5 },
    margin: { l: 52, r: 14, t: 32, b: 44 },
    hovermode: "x unified",
    hoverlabel: { bgcolor: colours["surface-raised"], bordercolor: colours.border, font: { color: colours.text, size: 12.5 } },
    showlegend: true,
    legend: { orientation: "h", xref: "container", x: 0.02, xanchor: "left", yref: "container", y: 0.995, yanchor: "top", font: { color: colours.text, size: legendSize }, bgcolor: "rgba(0,0,0,0)" },
    ...layout,
    xaxis: { ...titled(layout.xaxis), ...sideways(layout.xaxis, { empty, logX, range }) },
    yaxis: { ...titled({ showline: false, ticks: "", ...layout.yaxis }), ...upright(layout.yaxis, { empty, log, height, decades }) },
  };
}

/** How an axis looks; a figure with several of them completes the others itself. */
export function axisLook(colours) {
  return {
    gridcolor: colours.grid, linecolor: colours.axis, zerolinecolor: colours.grid, tickcolor: colours.axis,
    tickfont: { color: colours.muted, size: 12 }, automargin: true, showline: true, ticks: "outside", ticklen: 4,
  };
}

function sideways(given, { empty, logX, range }) {
  const log = logX && !empty ? { type: "log", dtick: undefined, exponentformat: "power", minorloglabels: "none" } : {};
  if (!range || empty) return { autorange: !empty, ...log, ...(empty || given?.autorange === undefined ? {} : { autorange: given.autorange }) };
  return { ...log, autorange: false, range: log.type ? range.map((place) => Math.log10(Math.max(place, 1e-9))) : range };
}

function upright(given, { empty, log, height, decades }) {
  if (empty) return { autorange: false };
  const scale = log ? { type: "log", dtick: undefined, range: undefined, autorange: true, exponentformat: "power", ...minor(decades) } : { autorange: given.autorange ?? true };
  return height ? { ...scale, autorange: false, range: height } : scale;
}

/** Labels between the powers of ten help where there is hardly one, and crowd an axis that has several. */
function minor(decades) {
  return decades <= 1.3 ? { minorloglabels: "complete", nticks: 3 } : { minorloglabels: "none" };
}
