import { variedInWords } from "/static/js/vary-words.js";
import { inWords } from "/static/js/words.js";
import { equal, test } from "./check.js";

const number = (title, value, more = {}) => ({ type: "number", title, default: value, ...more });
const root = {
  $defs: {},
  properties: {
    seed: { type: "integer", title: "Seed", default: 0 },
    rates: { "x-group": "Rates", title: "Rates", properties: { size: number("Size", 0.1), every: number("Every", 5, { "x-unit": "epochs" }), noise: number("Noise", 0, { "x-unit": "dB" }) } },
  },
};
const defaults = { seed: 0, rates: { size: 0.1, every: 5, noise: 0 } };
const told = (spec) => inWords(root, spec, defaults).flatMap(({ lines }) => lines.map(({ path, text, changed }) => [path, text, changed]));

test("a search shows what it tries in the place of the default", () => {
  const vary = { kind: "random", axes: { "rates.size": { kind: "log_uniform", low: 0.001, high: 1 } } };
  equal(told({ ...defaults, vary })[0], ["rates.size", "0.001 to 1, logarithmic", true]);
});

test("listed runs show their values, each once and few", () => {
  const runs = [1, 2, 2, 3, 4, 5, 6].map((size) => ({ name: "", set: { "rates.size": size } }));
  equal(variedInWords({ kind: "list", runs }).get("rates.size"), "1, 2, 3, 4 … 6");
  equal([...variedInWords({ kind: "list", runs: [{ set: { seed: 1 } }, { set: { "rates.size": null } }] })], [["seed", "1"], ["rates.size", "off"]]);
});

test("choices and whole numbers are told by their values and their ends", () => {
  const axes = { a: { kind: "choice", values: ["adam", { kind: "he_normal" }, [{ units: 8 }, { units: 4 }], true] }, b: { kind: "int", low: 1, high: 9 }, c: { kind: "uniform", low: 0, high: 0.2 } };
  equal([...variedInWords({ kind: "grid", axes }).values()], ["adam, he normal, 8 – 4, on", "1 to 9, whole numbers", "0 to 0.2"]);
});

test("what the base experiment has no line for is told all the same", () => {
  const vary = { kind: "grid", axes: { "other.beta_two": { kind: "choice", values: [1] } } };
  equal(told({ ...defaults, vary }).at(-1), ["other.beta_two", "1", true]);
});

test("settings have their units", () => {
  equal(told({ ...defaults, rates: { size: 0.1, every: 1, noise: -10 } }).slice(1, 3), [["rates.every", "1 epoch", true], ["rates.noise", "-10 dB", true]]);
  equal(told(defaults)[1], ["rates.every", "5 epochs", false]);
});
