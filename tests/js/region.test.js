import { fractionOf, moved, placeAt, sameRegion, ticks, zoomed } from "/static/js/network/output/region.js";
import { equal, ok, test } from "./check.js";

const domain = { low: [-6, -3], high: [6, 3] };

test("zooming keeps the place that was pointed at", () => {
  const at = [0.25, 1];
  const near = zoomed(domain, 0.5, at, domain);
  equal(placeAt(near, at), placeAt(domain, at));
  equal(near, { low: [-4.5, 0], high: [1.5, 3] });
});

test("zooming ends before numbers or the data get lost", () => {
  const size = (region) => region.high[0] - region.low[0];
  let [near, far] = [domain, domain];
  for (let step = 0; step < 50; step += 1) {
    near = zoomed(near, 0.5, [0.5, 0.5], domain);
    far = zoomed(far, 2, [0.5, 0.5], domain);
  }
  equal([size(near), size(far)], [12 / 200, 36]);
});

test("moving stops where the data end", () => {
  const near = zoomed(domain, 0.5, [0.5, 0.5], domain);
  equal(moved(near, [0.5, 0], domain), { low: [0, -1.5], high: [6, 1.5] });
  equal(moved(near, [99, -99], domain), { low: [3, -4.5], high: [9, -1.5] });
});

test("fractions and places are each other's opposite", () => {
  equal([0, 1].map((column) => fractionOf(domain, column, placeAt(domain, [0.75, 0.5])[column])), [0.75, 0.5]);
});

test("all of the map is recognized in spite of rounding", () => {
  const back = zoomed(zoomed(domain, 1 / 1.5, [0.3, 0.3], domain), 1.5, [0.3, 0.3], domain);
  ok(sameRegion(back, domain));
  ok(!sameRegion(zoomed(domain, 0.9, [0, 0], domain), domain));
});

test("ticks are round numbers inside the axis", () => {
  equal(ticks(-6, 6, 6).map(({ text }) => text), ["−6", "−4", "−2", "0", "2", "4", "6"]);
  equal(ticks(0.01, 0.052, 5).map(({ text }) => text), ["0.01", "0.02", "0.03", "0.04", "0.05"]);
  equal(ticks(0, 127, 4).map(({ value }) => value), [0, 50, 100]);
  equal(ticks(0, 4e6, 4).map(({ text }) => text), ["0", "1.0e6", "2.0e6", "3.0e6", "4.0e6"]);
});
