// How often each two members of an ensemble disagree: a heat map over all pairs.

/** The figure for one experiment; empty unless it is an ensemble that names classes. */
export function disagreementFigure(history, colours) {
  const { members = 0, pairs = [] } = history.ensemble ?? {};
  const axis = { dtick: 1, constrain: "domain", showgrid: false, zeroline: false };
  const layout = {
    xaxis: { ...axis, title: { text: "member" } }, hovermode: "closest", showlegend: false,
    yaxis: { ...axis, title: { text: "member" }, autorange: "reversed", scaleanchor: "x" },
  };
  if (pairs.length === 0) return { traces: [], layout, empty: true };
  const numbers = Array.from({ length: members }, (_, index) => index + 1);
  const trace = {
    type: "heatmap", x: numbers, y: numbers, z: matrix(members, pairs), zmin: 0, zmax: Math.max(0.01, ...pairs), xgap: 1, ygap: 1,
    colorscale: [[0, colours["surface-raised"]], [1, colours.validation]],
    colorbar: { tickformat: ".0%", thickness: 10, outlinewidth: 0, tickfont: { color: colours.muted, size: 11 } },
    hovertemplate: "members %{x} and %{y} differ in %{z:.1%} of the samples<extra></extra>",
  };
  return { traces: [trace], layout, empty: false };
}

/** The pairs 1 and 2, 1 and 3, … as a symmetric square; nobody is compared with itself. */
export function matrix(members, pairs) {
  const square = Array.from({ length: members }, () => Array.from({ length: members }, () => null));
  let next = 0;
  for (let one = 0; one < members; one += 1) {
    for (let other = one + 1; other < members; other += 1) {
      square[one][other] = pairs[next];
      square[other][one] = pairs[next];
      next += 1;
    }
  }
  return square;
}
