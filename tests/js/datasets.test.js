import { changesColumns, concerns, fitted, including } from "/static/js/datasets.js";
import { equal, ok, test } from "./check.js";

const circle = { name: "circle", title: "Circle" };
const flowers = { name: "table-1", title: "Flowers" };

test("somebody else's table joins the list once", () => {
  equal(including(including([circle], flowers), flowers), [circle, flowers]);
});

test("a data set that is known already, or unknown to all, changes nothing", () => {
  const list = [circle];
  ok(including(list, { ...circle, title: "Another" }) === list && including(list, null) === list && including(list, undefined) === list);
});

const sounds = {
  name: "sounds", columns: ["m1", "m2"], inputs: 2, minimum: 10, maximum: 400, evaluation: null,
  variants: [{ set: { features: "short" }, inputs: 2, columns: ["m1", "m2"] }, { set: { features: "raw" }, inputs: 8000, columns: [] }],
};

test("settings that change the columns of a data set change its entry", () => {
  const fit = fitted(sounds, { features: "raw", noise: 0.1 });
  equal([fit.inputs, fit.columns, fit.name], [8000, [], "sounds"]);
  equal(fitted(sounds, { features: "short" }).columns, ["m1", "m2"]);
  equal([fitted(circle, {}), fitted(undefined, {})], [circle, undefined]);
  equal([changesColumns(sounds, "data.features"), changesColumns(sounds, "data.noise"), changesColumns(circle, "data.features")], [true, false, false]);
});

test("a setting concerns the data sets that the schema names, or all", () => {
  const noise = { "x-datasets": ["circle"] };
  equal([concerns(noise, "data.noise", circle), concerns(noise, "data.noise", sounds), concerns({}, "data.noise", sounds)], [true, false, true]);
  ok(concerns(noise, "data.noise", undefined));
});

test("where a data set decides the number of samples or the splits nobody else is asked", () => {
  const eight = { ...sounds, minimum: 8, maximum: 8, evaluation: [201, 200] };
  equal(["data.samples", "data.split"].map((path) => concerns({}, path, eight)), [false, false]);
  equal(["data.samples", "data.split"].map((path) => concerns({}, path, sounds)), [true, true]);
});
