import { bytes, figure, ordinal, percent, rough, sensible, typed } from "/static/js/numbers.js";
import { scaleFor } from "/static/js/scales.js";
import { equal, ok, test } from "./check.js";

test("figures have three digits that matter", () => {
  equal([0, 0.00001234, 0.0123456, 0.12345, 1.2345, 12.345, 123.45, 1234.5].map(figure), ["0.0000", "1.2×10⁻⁵", "0.0123", "0.123", "1.23", "12.3", "123", "1,235"]);
});

test("what is not known is a dash and never NaN", () => {
  equal([null, undefined, NaN, Infinity].map(figure), ["–", "–", "–", "–"]);
  equal(percent(null), "–");
});

test("places and counts read like words", () => {
  equal([1, 2, 3, 4, 11, 12, 13, 21, 102].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd"]);
  equal([999, 12_345, 1_500_000, 2e9].map(rough), ["999", "12 thousand", "1.5 million", "2.0 billion"]);
  equal(bytes(98_304), "96 kB");
});

test("typed text becomes a number or stays what it is", () => {
  equal(["0.5", " 1e-3 ", "0,3", "−2", "full", "abc", ""].map(typed), [0.5, 0.001, 0.3, -2, "full", "abc", ""]);
});

test("sensible values are those people would type", () => {
  equal([0.0115, 0.00096, 4.4, 650].map(sensible), [0.01, 0.001, 5, 700]);
});

test("a slider with choices stops at each and shows values in between", () => {
  const scale = scaleFor({ "x-choices": [0.001, 0.01, 0.1, 1], type: "number" });
  equal([0, 1.2, 3].map(scale.value), [0.001, 0.01, 1]);
  equal(scale.position(0.1), 2);
  ok(Math.abs(scale.position(Math.sqrt(0.001)) - 1.5) < 1e-9);
  equal(scale.next(scale.position(0.02), 1), 0.1);
  equal(scale.next(scale.position(0.02), -1), 0.01);
});

test("a slider knows words among its choices", () => {
  const scale = scaleFor({ "x-choices": [1, 10, "full"], anyOf: [] });
  equal(scale.value(2), "full");
  equal(scale.position("full"), 2);
  equal(scale.position(500), 1);
});

test("a logarithmic slider never leaves the range", () => {
  const scale = scaleFor({ type: "number", "x-scale": "log", exclusiveMinimum: 0, maximum: 1 });
  ok(scale.value(scale.min) > 0);
  equal(scale.value(scale.max), 1);
});

test("a linear slider keeps out of an excluded end", () => {
  const scale = scaleFor({ type: "number", minimum: 0, exclusiveMaximum: 1 });
  ok(scale.max < 1);
  equal(scale.value(0.5), 0.5);
});

test("a seed has no slider", () => {
  equal(scaleFor({ type: "integer", minimum: 0, maximum: 2147483647 }), null);
});
