import { Checking } from "/static/js/rules/checking.js";
import { constantSchema, constantsFor, usualValue } from "/static/js/rules/constants.js";
import { EXAMPLES, ruleOf } from "/static/js/rules/examples.js";
import { namesOf, tokensOf, unusedIn } from "/static/js/rules/grammar.js";
import { namesInWords } from "/static/js/rules/words.js";
import { curveOf, motion, PATTERNS } from "/static/js/rules/motion.js";
import { inPlainLetters } from "/static/js/rules/plain.js";
import { piecesOf, placesOf } from "/static/js/rules/painted.js";
import { variableSettings } from "/static/js/builder/variable-settings.js";
import { LiveChanges } from "/static/js/live-changes.js";
import { at, schemaAt } from "/static/js/schema.js";
import { inWords } from "/static/js/words.js";
import { parse, write } from "/static/js/address-values.js";
import { equal, ok, test } from "./check.js";

/** A schema with a written optimizer alone, as the server tells it. */
const ROOT = {
  $defs: { Written: { title: "Your own rule", properties: {
    kind: { const: "written" }, learning_rate: { type: "number", title: "Learning rate η", default: 0.01, "x-live": true },
    rule: { type: "string", title: "Rule", "x-widget": "rule", default: "w = w - eta*g" },
    constants: { type: "object", title: "Constants", "x-widget": "constants", "x-live": true, additionalProperties: { type: "number" }, default: {} },
  } } },
  properties: { optimizer: { "x-group": "Optimizer", title: "Optimizer", oneOf: [{ $ref: "#/$defs/Written" }] } },
};
const written = (rule, constants) => ({ data: { dataset: "circle" }, optimizer: { kind: "written", learning_rate: 0.01, rule, constants } });

const SLIDE = "a = rho*a + (1-rho)*g^2\nw = w - eta*g/(sqrt(a) + eps)";

test("Tokens of a rule are the whole text again", () => {
  for (const text of [SLIDE, "w = w − ρ·g", "", "\n\n", "a=.5e-3;w=w # a = b\r\nw", "initially v=1", "=<>=(😀,_x"]) {
    equal(tokensOf(text).map((token) => token.text).join(""), text);
  }
  equal(tokensOf("v1 = 1.5e-3*g").filter(({ kind }) => kind !== "space").map(({ kind }) => kind), ["name", "operator", "number", "operator", "name"]);
});

test("Names are constants, memory or neither by where they are read", () => {
  equal(namesOf(SLIDE), { constants: ["rho", "eps"], memory: ["a"], temporaries: [] });
  equal(namesOf("d = eta*g; w = w - d"), { constants: [], memory: [], temporaries: ["d"] });
  equal(namesOf("initially gain = up\ngain = gain*up # down\nw = w - gain*g"), { constants: ["up"], memory: ["gain"], temporaries: [] });
  equal(namesOf("v = v + where(g < 0, k, t)\nw = w - max(v, decays)"), { constants: ["k"], memory: ["v"], temporaries: [] });
});

test("What a rule calculates for nothing is noticed", () => {
  equal(unusedIn(SLIDE), []);
  equal(unusedIn("v = beta*v + g\nw = w - eta*g"), ["v"], "its own line alone does not count");
  equal(unusedIn("vv = beta*v + g; w = w - eta*v"), ["vv"]);
  equal(unusedIn("w = w - 0.1*sign(w)"), ["g", "eta"]);
  const program = { memory: [] };
  const words = (text, answer) => namesInWords(text, answer).map((part) => part.textContent ?? part).join("");
  equal(words("v = g; w = w - k*g", { program }), "Keeps nothing from update to update. Constants: k. No other line reads v. No line reads eta: the learning rate changes nothing. ");
  equal(words("v = g; w = w - k*g", { program: null }), "Keeps nothing from update to update. Constants: k. ");
});

test("Constants of a rule keep their numbers while it is rewritten", () => {
  equal(constantsFor("w = w - eta*c*g", { c: 3, gone: 1 }), { c: 3 });
  equal(constantsFor("w = w - eta*rho*g", {}, { rho: 0.7 }), { rho: 0.7 });
  equal(constantsFor("a = rho*a + g\nw = w - a/eps", {}), { rho: 0.9, eps: 1e-8 });
  equal([usualValue("beta2"), usualValue("beta1"), usualValue("k")], [0.999, 0.9, 1]);
});

test("Sliders of constants end where their values make sense", () => {
  equal(constantSchema("rho", 0.5).exclusiveMaximum, 1);
  equal(constantSchema("rho", 7).maximum, 100);
  equal(constantSchema("c", -2).minimum, -10);
  equal(constantSchema("k", 1).maximum, 10, "what begins at 1 can be slid up");
  equal(constantSchema("tiny", 1e-6)["x-scale"], "log");
  const { minimum, maximum } = constantSchema("k", 1e6);
  equal([minimum, maximum], [0, 1e6]);
});

test("What is wrong is marked in its line and column", () => {
  const problem = { line: 2, column: 5, length: 3 };
  equal(placesOf("w = 1\nw = foo", [problem]), [{ from: 10, to: 13 }]);
  equal(piecesOf("w = 1\nw = foo", [problem]).filter(({ wrong }) => wrong).map(({ text }) => text), ["foo"]);
  // A smiling face is one character for people and two for the browser.
  equal(placesOf("w = 😀 ?", [{ line: 1, column: 7, length: 1 }]), [{ from: 7, to: 8 }]);
});

test("What is missing is marked behind the end of its line", () => {
  for (const text of ["w = w -\nv = 1", "w = w -"]) {
    const pieces = piecesOf(text, [{ line: 1, column: 8, length: 1 }]);
    equal(pieces.filter(({ wrong }) => wrong), [{ text: " ", role: "missing", wrong: true }]);
    equal(pieces.filter(({ role }) => role !== "missing").map((piece) => piece.text).join(""), text);
  }
});

test("A mark inside of a token cuts it in two", () => {
  const pieces = piecesOf("w = word", [{ line: 1, column: 7, length: 2 }]);
  equal(pieces.slice(-2).map(({ text, wrong }) => [text, wrong]), [["wo", false], ["rd", true]]);
});

test("A rule moves one weight under gradients of its own", () => {
  const program = { constants: ["beta"], memory: [{ name: "v", start: [["copy", "v", 2]] }], code: [["multiply", "%1", "beta", "v"], ["add", "%2", "%1", "g"], ["multiply", "%3", "eta", "%2"], ["subtract", "%4", "w", "%3"], ["copy", "v", "%2"], ["copy", "w", "%4"]] };
  const numbers = { beta: 0.5, eta: 0.1 };
  const [steady, flipping, once] = PATTERNS.map(({ gradient }) => motion(program, numbers, gradient, 3).map((each) => Number(each.toFixed(6))));
  equal(steady, [0, -0.2, -0.4, -0.6]);
  equal(flipping, [0, -0.2, -0.2, -0.3]);
  equal(once, [0, -0.2, -0.3, -0.35]);
  equal(curveOf([0, -1, NaN], 10, 4), { path: "M0.0 0.0L5.0 4.0", zero: 0 });
  equal(curveOf([0, 0], 10, 4), { path: "M0.0 2.0L10.0 2.0", zero: 2 });
});

test("What slides print is written in plain letters", () => {
  equal(inPlainLetters("a ← ρa + (1−ρ)·g²\nw ← w − ηg/(√a + ε)"), "a = rho*a + (1-rho)*g^2\nw = w - eta*g/(sqrt(a) + eps)");
  equal(inPlainLetters("m = β₁m + (1 − β₁)×g # ρ stays\nd = 2η√(s) + g**2"), "m = beta1*m + (1 - beta1)*g # ρ stays\nd = 2*eta*sqrt(s) + g^2");
  equal(inPlainLetters("a = ρa + (1−ρ)g²"), "a = rho*a + (1-rho)*g^2");
  equal(inPlainLetters(SLIDE), SLIDE);
  for (const { rule } of EXAMPLES) equal(inPlainLetters(rule), rule);
});

test("Rules go through an address unchanged", () => {
  const schema = { type: "string", "x-widget": "rule", maxLength: 100 };
  equal(write(SLIDE, schema), "a = rho*a + (1-rho)*g^2;w = w - eta*g/(sqrt(a) + eps)");
  for (const text of [SLIDE, "", "w = w", "\n", "w = w\n", "\n\nw = w\n\n", "a = g; w = w - a", "w = w # why; because", ";", "a;\n", " w = 1 \n b = 2 "]) {
    equal(parse(write(text, schema), schema), text);
  }
  equal(parse("a = g;w = w - a", schema), "a = g\nw = w - a");
  let refused = false;
  try { parse("w".repeat(101), schema); } catch { refused = true; }
  ok(refused, "a rule that is too long must be refused");
});

test("A built-in rule starts with the numbers of its settings", () => {
  const schema = { "x-rule": "v = beta*v - eta*g\nw = w + v", properties: { learning_rate: { default: 0.03 }, beta: { default: 0.9 } } };
  equal(ruleOf(schema), { rule: schema["x-rule"], constants: { beta: 0.9 }, learning_rate: 0.03 });
  equal(ruleOf(schema, { learning_rate: 1, beta: 0 }), { rule: schema["x-rule"], constants: { beta: 0 }, learning_rate: 1 });
  equal(ruleOf({ properties: {} }), null);
});

test("Examples name all of their constants and no others", () => {
  for (const { rule, constants } of EXAMPLES) equal(Object.keys(constants).sort(), [...namesOf(rule).constants].sort());
  equal(EXAMPLES[0].rule, SLIDE);
});

test("Only the newest text is answered, and each is asked for once", async () => {
  const [asked, told, answers] = [[], [], []];
  const check = new Checking((text) => { asked.push(text); return new Promise((done) => answers.push(() => done(text))); }, (answer) => told.push(answer), { pause: 0 });
  const settled = () => new Promise((done) => { setTimeout(done, 5); });
  check.look("one");
  await settled();
  check.look("two");
  await settled();
  answers.forEach((answer) => answer());
  await settled();
  check.look("one");
  equal(asked, ["one", "two"]);
  equal(told, ["two", "one"]);
});

test("Where nobody answers, it is said why, and asking again is offered", async () => {
  const [told, lost] = [[], []];
  let down = true;
  const ask = async (text) => {
    if (down) throw Object.assign(new Error("down"), { problems: [{ loc: "", msg: "Nobody is there." }] });
    return text;
  };
  const heard = new Promise((done) => { lost.heard = done; });
  const check = new Checking(ask, (answer) => told.push(answer), { pause: 0, later: 0, lost: (why, again) => { lost.push([why, again]); lost.heard(); } });
  check.look("one");
  await heard;
  equal([lost.length, lost[0][0], told], [1, "Nobody is there.", []]);
  down = false;
  lost[0][1]();
  await new Promise((done) => { setTimeout(done, 20); });
  equal(told, ["one"]);
});

test("Constants are settings: in words, in searches, and while a network trains", () => {
  const spec = written(SLIDE, { rho: 0.8, eps: 1e-8 });
  const lines = inWords(ROOT, spec, written("w = w - eta*g", {}))[0].lines;
  equal(lines.map(({ label, text, changed }) => [label, text, changed]), [
    ["Optimizer", "Your own rule", false], ["Learning rate η", "0.01", false], ["Rule", SLIDE, true], ["rho", "0.8", true], ["eps", "1e-8", true],
  ]);
  const found = variableSettings({ root: ROOT, datasets: [] }, spec).map(({ path, type, value }) => [path, type, value]);
  equal(found, [["optimizer.learning_rate", "number", 0.01], ["optimizer.constants.rho", "number", 0.8], ["optimizer.constants.eps", "number", 1e-8]]);
  equal([schemaAt(ROOT, spec, "optimizer.constants.rho")["x-live"], schemaAt(ROOT, spec, "optimizer.constants.beta")], [true, null]);
});

test("Only constants of the rule that trains are sent to it", async () => {
  const sent = [];
  const page = { live: { id: "abc", active: true }, base: written(SLIDE, { rho: 0.9, eps: 1e-8 }), guarded: (action) => action() };
  page.form = { value: page.base, get: (path) => at(page.form.value, path), isLive: (path) => Boolean(schemaAt(ROOT, page.form.value, path)?.["x-live"]) };
  const changes = new LiveChanges(page, { api: { change: async (_, set) => sent.push(set) }, thinking: 0 });
  page.form.value = written("w = w - eta*c*rho*g", { rho: 0.5, c: 1 });
  changes.sendWithin("optimizer");
  await new Promise((ready) => { setTimeout(ready, 10); });
  equal(sent, [{ "optimizer.constants.rho": 0.5 }]);
});
