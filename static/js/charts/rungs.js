// The rungs of a search that gives up the weaker trials, over its curves. Pure.

/** A line at each rung, with how many of the trials went on. */
export function rungMarks(rungs, colours) {
  return {
    shapes: rungs.map(({ epoch }) => ({ type: "line", xref: "x", yref: "paper", x0: epoch, x1: epoch, y0: 0, y1: 1, line: { color: colours.warning, width: 1.2, dash: "dash" } })),
    // Early rungs stand close together: each has its words a little lower.
    annotations: rungs.map(({ epoch, kept, ended }, index) => ({
      xref: "x", yref: "paper", x: epoch, y: 1 - (index % 5) * 0.1, xanchor: "left", yanchor: "top", xshift: 3, showarrow: false,
      text: `${kept.length} of ${kept.length + ended.length}`, font: { color: colours.warning, size: 11 }, bgcolor: colours["surface-raised"],
    })),
  };
}
