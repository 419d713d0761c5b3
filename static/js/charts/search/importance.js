// How much each setting decided about the score, as lying bars. Pure.

import { labelOf } from "../../search/objective.js";

/** `importance`: {evaluator, importances: [{path, importance}]} as the API tells it, or null. */
export function importanceFigure({ importance }, colours) {
  const found = [...(importance?.importances ?? [])].reverse();
  const layout = {
    xaxis: { title: { text: importance?.evaluator ? `share explained (${importance.evaluator})` : "share explained" }, tickformat: ".0%", range: [0, 1.12], autorange: false, zeroline: false },
    yaxis: { showgrid: false, fixedrange: true }, hovermode: false, showlegend: false, bargap: 0.35,
  };
  if (found.length === 0) return { traces: [], layout: { ...layout, yaxis: { ...layout.yaxis, range: [0, 1], showticklabels: false } }, empty: true };
  const trace = {
    type: "bar", orientation: "h", x: found.map((each) => each.importance), y: found.map((each) => labelOf(each.path)), marker: { color: colours.accent },
    text: found.map((each) => (each.importance < 0.005 ? "< 1 %" : `${Math.round(100 * each.importance)} %`)), textposition: "outside", cliponaxis: false, textfont: { color: colours.text }, hoverinfo: "skip",
  };
  return { traces: [trace], layout, empty: false };
}
