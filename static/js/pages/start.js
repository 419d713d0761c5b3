// How every page begins: its first answers, then the sign that it is ready; whatever refuses is said in words.

import { loadPlotly } from "../charts/chart.js";
import { showProblems } from "../notices.js";

/** Runs `begin`, and has the chart library loaded after the first paint, while the answers are on their way. */
export async function start(begin) {
  requestAnimationFrame(() => setTimeout(() => loadPlotly().catch(() => {})));
  try {
    await begin();
    document.body.dataset.ready = "true";
  } catch (refused) {
    showProblems(refused.problems || [{ loc: "", msg: refused.message }]);
    if (!refused.problems) throw refused;
  }
}
