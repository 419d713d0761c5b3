// Who draws when: one chart between two frames, so that no frame is late because of several, and the page breathes between them.

const waiting = new Set();
let asked = false;
let notBefore = 0;

/** Calls `chart.draw()` at a frame from `chart.dueAt` on; asking twice is asking once. */
export function inTurn(chart) {
  waiting.add(chart);
  ask();
}

function ask() {
  if (asked || waiting.size === 0) return;
  asked = true;
  const due = Math.max(notBefore, Math.min(...[...waiting].map((chart) => chart.dueAt)));
  // A frame of a hidden page never comes: nothing is drawn there. After the frame, not within: what the browser does for a
  // frame (styles, layout, paint) would make one long wait of two.
  setTimeout(() => requestAnimationFrame(() => setTimeout(next)), Math.max(0, due - performance.now()));
}

async function next() {
  asked = false;
  const begun = performance.now();
  const chart = [...waiting].filter(({ dueAt }) => dueAt <= begun).sort((one, other) => one.dueAt - other.dueAt)[0];
  if (chart) {
    waiting.delete(chart);
    await chart.draw();
    // Charts take at most half of the time there is.
    notBefore = performance.now() + (chart.took ?? 0);
  }
  ask();
}
