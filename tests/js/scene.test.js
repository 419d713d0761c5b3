import { sceneKey, SceneLoader } from "/static/js/network/scene-loader.js";
import { decodeScene, numbers } from "/static/js/network/scene.js";
import { Stage } from "/static/js/network/stage.js";
import { equal, ok, test } from "./check.js";

const packed = (typed) => btoa(String.fromCharCode(...new Uint8Array(typed.buffer)));

function answer(more = {}) {
  const split = { count: 2, total: 9, type: "float32", inputs: packed(Float32Array.of(1, 2, 3, NaN)), targets: [0, 1] };
  return {
    kind: "plane", columns: ["x1", "x2"], output: { task: "classification" },
    pipeline: { features: ["x1"], fill: packed(Float64Array.of(0)), shift: packed(Float64Array.of(0.1)), scale: packed(Float64Array.of(2)) },
    samples: { train: split, validation: split, test: null }, weights: packed(Float32Array.of(0.5, -1)), pending: false, ...more,
  };
}

const SPEC = { seed: 0, data: {}, network: { hidden: [{ units: 2, dropout: 0 }] }, loss: { kind: "mse" }, optimizer: { learning_rate: 1 } };
const turn = () => new Promise((done) => setTimeout(done));

test("bulk numbers become typed arrays", () => {
  equal([...numbers(packed(Uint8Array.of(0, 255)), "uint8")], [0, 255]);
  const scene = decodeScene(answer());
  equal(scene.pipeline.shift[0], 0.1);
  ok(scene.samples.train.inputs instanceof Float32Array && Number.isNaN(scene.samples.train.inputs[3]));
  ok(scene.samples.train.targets instanceof Int32Array);
  equal([...scene.weights], [0.5, -1]);
  equal(scene.samples.test, null);
});

test("numbers to predict stay numbers, and a scene without samples is one", () => {
  const split = { count: 1, total: 1, type: "uint8", inputs: "AA==", targets: [0.25] };
  equal(decodeScene(answer({ output: { task: "regression" }, samples: { train: split } })).samples.train.targets[0], 0.25);
  const bare = decodeScene(answer({ samples: null, weights: null, pipeline: { fill: null, shift: null, scale: null } }));
  equal([bare.samples, bare.weights, bare.pipeline.scale], [null, null, null]);
});

test("what a scene does not depend on does not ask for another one", () => {
  const other = { ...SPEC, optimizer: { learning_rate: 2 }, network: { hidden: [{ units: 2, dropout: 0.5 }] } };
  equal(sceneKey(SPEC, 1), sceneKey(other, 1));
  ok(sceneKey(SPEC, 1) !== sceneKey({ ...SPEC, seed: 1 }, 1));
  ok(sceneKey(SPEC, 1) !== sceneKey(SPEC, 2));
});

test("the first scene is loaded once and training with it needs no other", async () => {
  const asked = [];
  const api = { getScene: async () => (asked.push("spec"), answer()), getExperimentScene: async () => (asked.push("experiment"), answer()) };
  const stage = new Stage();
  const loader = new SceneLoader(stage, () => stage.setFrame({ epoch: 0, weights: stage.scene.weights }), api);
  loader.show(SPEC, null);
  loader.show(SPEC, null);
  await turn();
  equal([...stage.weights], [0.5, -1]);
  stage.setFrame({ epoch: 5, weights: Float32Array.of(1, 1) });
  loader.show(SPEC, { id: "abc" });
  await turn();
  equal(asked, ["spec"]);
  equal(stage.epoch, 5);
  loader.show(SPEC, null);
  equal([stage.epoch, [...stage.weights]], [0, [0.5, -1]]);
});

test("an answer to an older question is not shown", async () => {
  const waiting = [];
  const api = { getExperimentScene: (id) => new Promise((done) => waiting.push([id, done])) };
  const stage = new Stage();
  const loader = new SceneLoader(stage, () => stage.setFrame({ epoch: 0, weights: stage.scene.weights }), api);
  loader.show(SPEC, { id: "one" });
  loader.show({ ...SPEC, seed: 1 }, { id: "two" });
  waiting[1][1](answer({ kind: "line" }));
  await turn();
  waiting[0][1](answer({ kind: "table" }));
  await turn();
  equal(stage.scene.kind, "line");
});

test("settings that cannot be trained keep the last picture", async () => {
  const api = { getExperimentScene: async () => { throw Object.assign(new Error("no"), { problems: [], status: 422 }); } };
  const stage = new Stage();
  stage.setScene({ kind: "plane" });
  const loader = new SceneLoader(stage, () => stage.setFrame({ epoch: 0, weights: stage.scene.weights }), api);
  loader.show(SPEC, { id: "one" });
  await turn();
  equal([stage.scene.kind, loader.timer], ["plane", null]);
});
