import { ago, deviceOf, dutyOf, loadOf, rateOf, standing, summary } from "/static/js/nodes/words.js";
import { equal, ok, test } from "./check.js";

const node = (change = {}) => ({
  name: "north", duty: "training", device: "cpu", hardware: "", fingerprint: "a", workers: 2, load: 0.5, slices_per_second: 3,
  last_seen_seconds: 1, ...change,
});

test("a node is free, at work, busy or gone", () => {
  const words = [{ load: 0 }, { load: 0.5 }, { load: 1 }, { workers: 0, load: 0 }].map((change) => standing(node(change)).word);
  equal(words, ["free", "at work", "busy", "gone"]);
});

test("what a node does is said with the number of its processes", () => {
  equal(dutyOf(node()), "trains, 2 processes");
  equal(dutyOf(node({ duty: "validation", workers: 1 })), "validates, 1 process");
  equal(deviceOf(node({ device: "cuda" })), "GPU");
});

test("figures are no more exact than anybody reads", () => {
  equal([0, 0.03, 0.42, 9.96, 12.4].map(rateOf), ["0", "0", "0.4", "10.0", "12"]);
  equal([0, 0.004, 0.5, 1].map(loadOf), ["0\u202f%", "0\u202f%", "50\u202f%", "100\u202f%"]);
});

test("the last sign of life is told in words", () => {
  equal([1, 12.4, 200].map(ago), ["just now", "12 s ago", "3 min ago"]);
});

test("the sentence counts nodes and processes of those that are there", () => {
  equal(summary([node(), node({ name: "south", device: "cuda", workers: 1 }), node({ name: "west", workers: 0 })]), "2 nodes train: 2 processes on processors and 1 process on GPUs.");
  ok(summary([]).startsWith("No node trains"));
  ok(summary([node({ duty: "validation" })]).startsWith("No node trains"));
});

test("kinds of machines are told apart where there are several", () => {
  ok(summary([node(), node({ name: "south", fingerprint: "b" })]).includes("2 kinds"));
});
