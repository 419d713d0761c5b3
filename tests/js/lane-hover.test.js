import { nearestCurve, trialOf } from "/static/js/charts/lane-hover.js";
import { equal, test } from "./check.js";

const axes = { xaxis: { d2p: (epoch) => 10 * epoch }, yaxis: { d2p: (loss) => 100 - 100 * loss } };
const curves = [{ trial: 1, x: [0, 1, 2], y: [1, 0.5, 0.4] }, { trial: 2, x: [0, 1, 2], y: [1, NaN, 0.8] }];

test("the curve that passes under the pointer is meant, also between its points and over gaps", () => {
  equal(nearestCurve(curves, axes, 10, 52), 1);
  equal(nearestCurve(curves, axes, 15, 50), 1);
  equal(nearestCurve(curves, axes, 10, 12), 2);
  equal([nearestCurve(curves, axes, 20, 40), nearestCurve(curves, axes, 25, 60)], [null, null]);
});

test("curves of several runs stand for their trials, those of one network or an ensemble for none", () => {
  const run = { number: 4, started: { trial: 2 } };
  const history = { runs: new Map([[3, {}], [4, run]]), ensemble: null };
  equal(trialOf({ measured: true, run }, history), 2);
  equal(trialOf({ measured: true, run, trial: 7 }, history), 7);
  equal([trialOf({ run }, history), trialOf({ measured: true, run }, { ...history, ensemble: run }), trialOf({ measured: true, run }, { runs: new Map([[4, run]]) })], [null, null, null]);
});
