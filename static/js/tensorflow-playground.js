// Links of the TensorFlow Playground, said in our own settings, with what cannot be the same and why. Pure.

import { specOf } from "./address.js";

/** Every key that their links can hold, and its value where a link does not say. */
export const KEYS = {
  activation: "tanh", regularization: "none", batchSize: "10", dataset: "circle", regDataset: "reg-plane", learningRate: "0.03",
  regularizationRate: "0", noise: "0", networkShape: "4,2", seed: "", showTestData: "false", discretize: "false", percTrainData: "50",
  x: "true", y: "true", xTimesY: "false", xSquared: "false", ySquared: "false", cosX: "false", sinX: "false", cosY: "false", sinY: "false",
  collectStats: "false", tutorial: "", problem: "classification", initZero: "false", hideText: "false",
};

/** Their inputs and ours, in the order of both. */
const FEATURES = { x: "x1", y: "x2", xSquared: "x1^2", ySquared: "x2^2", xTimesY: "x1x2", sinX: "sin x1", sinY: "sin x2" };
const WORDS = {
  activation: ["relu", "tanh", "sigmoid", "linear"], regularization: ["none", "L1", "L2"], dataset: ["circle", "xor", "gauss", "spiral"],
  regDataset: ["reg-plane", "reg-gauss"], problem: ["classification", "regression"],
};
const SURFACES = { "reg-plane": "plane", "reg-gauss": "multi_gauss" };

/** Their controls that a link can hide, and what carries the same here. */
const HIDDEN = {
  showTestData: "picture.validation", discretize: "picture.discretize", playButton: "train", stepButton: "step", resetButton: "reset",
  learningRate: "learning_rate", activation: "activation", regularization: "regularization", regularizationRate: "regularization",
  problem: "dataset", dataset: "dataset", percTrainData: "split", noise: "noise", batchSize: "batch_size", numHiddenLayers: "hidden",
};
const ROUNDS = 1000;
const MOST_NOISE = 50;

/** {key: text} of a link of theirs: a whole address, what follows its #, or null for anything else. */
export function stateIn(text) {
  const trimmed = text.trim();
  const hash = trimmed.indexOf("#");
  const address = hash === -1 ? "" : trimmed.slice(0, hash);
  if (address && !/^(https?:\/\/)?[\w.:-]+(\/[\w./-]*)?(\?.*)?$/.test(address)) return null;
  if (/^https?:\/\/playground\.tensorflow\.org\/?#?$/.test(trimmed)) return {};
  const found = {};
  for (const pair of trimmed.slice(hash + 1).split("&")) {
    const [name, value = ""] = pair.split("=");
    if (Object.hasOwn(KEYS, name) || name.endsWith("_hide")) found[name] = unescaped(value);
  }
  return Object.keys(found).length ? found : null;
}

/** What follows a # without a state of theirs: other things may stand there too. */
export function withoutState(hash) {
  const theirs = (part) => Object.hasOwn(KEYS, part.split("=")[0]) || part.split("=")[0].endsWith("_hide");
  const kept = hash.replace(/^#/, "").split("&").filter((part) => part && !theirs(part));
  return kept.length ? `#${kept.join("&")}` : "";
}

function unescaped(text) {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim();
  }
}

/**
 * What a state of theirs is here: {spec, hide: [names of controls], view: {discretize, validation}, notes: [{what, text}]}.
 * `description`: {schema, defaults, datasets}.
 */
export function translated(description, state) {
  const notes = [];
  const note = (what, text) => notes.push({ what, text });
  const said = readable(state, note);
  const regression = said.problem === "regression";
  const pairs = [...dataPairs(said, regression, note), ...networkPairs(said, regression, note), ...trainingPairs(said, note)];
  const { spec, problems } = specOf(description, pairs);
  for (const { loc, msg } of problems) note(loc, `${msg} Descent's own value stands in for it.`);
  const hide = hiddenControls(state, note);
  if (said.tutorial) note("Tutorial", `Their tutorial “${said.tutorial}” is a page of theirs; only the settings come along.`);
  return { spec, hide, view: { discretize: said.discretize !== "false", validation: said.showTestData !== "false" }, notes };
}

/** All keys with a value that theirs would take: what it does not know it passes over, as here. */
function readable(state, note) {
  const said = { ...KEYS };
  for (const [name, value] of Object.entries(state)) {
    if (!Object.hasOwn(KEYS, name) || (value === "" && name !== "networkShape")) continue;
    if (WORDS[name] && !WORDS[name].includes(value)) note(name, `“${value}” is no choice that either of us has: ${KEYS[name]} stands in for it.`);
    else said[name] = value;
  }
  // Theirs takes a hidden input out of the network, whatever else is said of it.
  for (const key of Object.keys(FEATURES)) if (state[`${key}_hide`] === "true") said[key] = "false";
  return said;
}

function dataPairs(said, regression, note) {
  const name = regression ? SURFACES[said.regDataset] : said.dataset;
  const noise = number(said, "noise", note);
  if (noise > MOST_NOISE) note("Noise", `${noise} is more than the ${MOST_NOISE} that are possible here and on their slider.`);
  const train = Math.min(100, Math.max(1, number(said, "percTrainData", note))) / 100;
  note("Test data", "What theirs calls test data is looked at while settings are chosen, so here it is the validation split. Nothing is left for a sealed test; Split can change that.");
  note("Seed", `${said.seed ? `Their seed ${said.seed} has become a seed of ours` : "Their link names no seed, so theirs would draw one"}: the points follow the same laws, but come from other random numbers. Here they are the same for everybody with this link.`);
  const features = Object.keys(FEATURES).filter((key) => said[key] !== "false").map((key) => FEATURES[key]);
  if (!features.length) note("Inputs", "Their network sees no input at all and can only answer with a constant; here it sees x₁ and x₂.");
  if (said.cosX !== "false" || said.cosY !== "false") note("cos x₁, cos x₂", "Their links know these inputs, their network does not: they change nothing there, nor here.");
  return [
    ["dataset", name], ["samples", regression ? "1200" : "500"], ["noise", String(Math.min(MOST_NOISE, Math.max(0, noise)) / 100)],
    ...(features.length && features.join() !== "x1,x2" ? [["features", features.join(",")]] : []), ["normalization", "none"],
    ["split.train", share(train)], ["split.validation", share(1 - train)], ["split.test", "0"], ["seed", String(seedOf(said.seed))],
  ];
}

function networkPairs(said, regression, note) {
  const shape = said.networkShape.split(",").filter((each) => each.trim() !== "").map(Number);
  const units = shape.filter((each) => Number.isInteger(each) && each > 0).map((each) => Math.min(each, 512)).slice(0, 8);
  if (units.length !== shape.length || units.some((each, index) => each !== shape[index])) note("Layers", `“${said.networkShape}” is no network that can be built; it is ${units.join(", ") || "one without hidden layers"} here.`);
  if (!regression) {
    note("Output and loss", "Theirs has one tanh output with the targets −1 and 1; here each class has a linear output with the targets 0 and 1. Both take half of the squared error, so losses look alike but are not equal. Cross-entropy learns classes faster: see Loss.");
  }
  const zero = said.initZero !== "false";
  note("First weights", zero ? "All weights and biases begin at 0, as theirs: with hidden layers nothing is learned." : "Weights begin between −0.5 and 0.5, as theirs, but are other numbers; biases begin at 0 here and at 0.1 there.");
  return [["hidden", units.join(",") || "none"], ...(units.length ? [["activation", said.activation]] : []), ["initializer", zero ? "zeros" : "uniform"], ["loss", "half_mse"]];
}

function trainingPairs(said, note) {
  const rate = number(said, "regularizationRate", note);
  if (said.regularization === "L1" && rate > 0) note("L1", "Theirs kills a weight for good when it crosses zero, and whole networks with it; here it may come back.");
  note("Batches", "Both keep the order of the points in every epoch; Shuffle is off for that. Theirs carries a last short batch over into the next epoch, here it is an update of its own.");
  note("End", `Theirs trains until it is paused; here it ends after ${ROUNDS.toLocaleString("en")} epochs, or later if you set more.`);
  const penalty = said.regularization === "none" || rate === 0 ? [] : [[said.regularization.toLowerCase(), String(rate)]];
  return [
    ["optimizer", "sgd"], ["learning_rate", String(number(said, "learningRate", note))],
    ["batch_size", String(Math.max(1, Math.round(number(said, "batchSize", note))))], ["batch.shuffle", "off"], ...penalty, ["epochs", String(ROUNDS)],
  ];
}

/** Names of our controls for every `<name>_hide=true`. */
function hiddenControls(state, note) {
  const named = Object.keys(state).filter((key) => key.endsWith("_hide") && state[key] === "true").map((key) => key.slice(0, -"_hide".length));
  const known = named.filter((name) => HIDDEN[name] || FEATURES[name]);
  const strange = named.filter((name) => !known.includes(name));
  if (strange.length) note("Hidden controls", `There is nothing here like ${strange.join(", ")}.`);
  return [...new Set(known.map((name) => HIDDEN[name] ?? `features.${FEATURES[name]}`))];
}

function number(said, key, note) {
  const value = Number(said[key]);
  if (Number.isFinite(value)) return value;
  note(key, `“${said[key]}” is no number: ${KEYS[key]} stands in for it.`);
  return Number(KEYS[key]);
}

/** Any text as a seed of ours: the same text, the same seed. */
export function seedOf(text) {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  return text === "" ? 0 : hash >>> 1;
}

function share(value) {
  return String(Number(value.toFixed(4)));
}
