import { barsOf } from "/static/js/network/gallery/answer-bars.js";
import { Answers } from "/static/js/network/gallery/answers.js";
import { ClassPanel } from "/static/js/network/gallery/class-panel.js";
import { ConfusionTable } from "/static/js/network/gallery/confusion-table.js";
import { needsGallery } from "/static/js/network/gallery/gallery.js";
import { NumberPanel } from "/static/js/network/gallery/number-panel.js";
import { nearest, span } from "/static/js/network/gallery/residual-plot.js";
import { hasSounds, soundAt, Sounds, spectrogramOf, waveOf } from "/static/js/network/gallery/sounds.js";
import { answersFor, confusion, farthest, fit, mistakes, ranked, residuals, verdicts } from "/static/js/network/gallery/verdicts.js";
import { Stage } from "/static/js/network/stage.js";
import { equal, ok, test } from "./check.js";
import { plane, weightsOf } from "./scenes.js";

const near = (one, other) => ok(Math.abs(one - other) < 1e-6, `${one} is not ${other}`);
// Five samples of three classes; the second is wrong by a little, the fourth by a lot.
const outputs = [[0.7, 0.4, 0.1, 0.8, 0.2], [0.2, 0.35, 0.8, 0.1, 0.2], [0.1, 0.25, 0.1, 0.1, 0.6]].map((each) => Float32Array.from(each));
const targets = Int32Array.from([0, 1, 1, 2, 2]);

test("answers become verdicts, the largest output being what is said", () => {
  const found = verdicts(outputs, targets);
  equal([...found.said], [0, 0, 1, 0, 2]);
  [0.5, -0.05, 0.7, -0.7, 0.4].forEach((margin, index) => near(found.margin[index], margin));
  ok(!found.broken && verdicts([Float32Array.of(NaN), Float32Array.of(0)], [1]).broken);
});

test("a single output is the probability of class 1, and one half is not yet enough", () => {
  const found = verdicts([Float32Array.of(0.9, 0.5, 0.25)], [1, 1, 0]);
  equal([...found.said], [1, 0, 0]);
  near(found.margin[2], 0.5);
  equal(answersFor([Float32Array.of(0.25)], 0), [0.75, 0.25]);
});

test("confusions are counted by true class and answer", () => {
  const found = confusion(verdicts(outputs, targets), 3);
  equal(found.counts.map((row) => [...row]), [[1, 0, 0], [1, 1, 0], [1, 0, 1]]);
  equal([found.totals, found.right, found.count], [[1, 2, 2], 3, 5]);
  equal(mistakes(found, 1), [{ truth: 1, said: 0, count: 1, share: 0.5 }]);
});

test("the most wrong samples come first, and a cell has its own", () => {
  const found = verdicts(outputs, targets);
  equal(ranked(found, 10), [3, 1]);
  equal(ranked(found, 1), [3]);
  equal(ranked(found, 10, { truth: 1, said: 1 }), [2]);
  equal(ranked(verdicts(outputs, Int32Array.from([0, 0, 1, 0, 2])), 2), [1, 4]);
});

test("residuals are in the unit of the target", () => {
  const found = residuals([Float32Array.of(0, 1, -1)], Float32Array.of(0.5, 1, 0), { shift: 100, scale: 10 });
  equal([[...found.truth], [...found.said], [...found.error]], [[105, 110, 100], [100, 110, 90], [-5, 0, -10]]);
  equal(farthest(found, 2), [2, 0]);
  near(fit(found).typical, Math.sqrt(125 / 3));
  near(fit(found).explained, 1 - 125 / 50);
  equal(fit(residuals([Float32Array.of(1)], Float32Array.of(1), {})).explained, null);
});

test("a click finds the nearest point, and none far from all", () => {
  const found = { truth: [0, 10], said: [0, 5] };
  equal(nearest(found, { truth: 9, said: 5 }, 3), 1);
  equal(nearest(found, { truth: 5, said: 5 }, 3), null);
  equal(span({ truth: [0, 10], said: [5, 5] }), [-0.4, 10.4]);
});

test("of many classes the true one always has its bar", () => {
  const answers = Array.from({ length: 20 }, (_, index) => (20 - index) / 210);
  equal(barsOf(answers, 19).map(({ index }) => index), [0, 1, 2, 3, 4, 5, 6, 7, 8, 19]);
  equal(barsOf([0.2, 0.8], 0).length, 2);
});

test("a cell of the table is chosen by a click or by arrow keys, and let go by another click", () => {
  const chosen = [];
  const table = new ConfusionTable((cell) => chosen.push(cell));
  document.body.append(table.element);
  const found = confusion(verdicts(outputs, targets), 3);
  table.show(found, ["a", "b", "c"], null, false);
  const cell = (truth, said) => table.element.querySelector(`[data-cell="${truth},${said}"]`);
  equal(cell(1, 0).getAttribute("aria-label"), "true b, said a: 1 of 2");
  cell(1, 0).click();
  table.show(found, ["a", "b", "c"], chosen[0], true);
  equal(cell(1, 0).textContent.replace(/\s/g, ""), "50%");
  cell(1, 0).click();
  equal(chosen, [{ truth: 1, said: 0 }, null]);
  cell(0, 0).focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp"]) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  equal(document.activeElement, cell(0, 1));
  equal(table.element.querySelectorAll('[tabindex="0"]').length, 1);
  table.element.remove();
});

test("more classes than a table can hold become a list of the commonest mistakes", () => {
  const chosen = [];
  const table = new ConfusionTable((cell) => chosen.push(cell));
  const classes = Array.from({ length: 20 }, (_, index) => `c${index}`);
  const found = confusion({ truth: [3, 3, 4], said: [5, 5, 4], count: 3 }, 20);
  table.show(found, classes, null, false);
  const shown = [...table.element.querySelectorAll("li:not([hidden]) button")];
  equal(shown.map((button) => button.textContent.replace(/\s/g, "")), ["c3takenforc52,100.0%"]);
  shown[0].click();
  equal(chosen, [{ truth: 3, said: 5 }]);
});

test("a sample is chosen from those of a cell and described with its answers", () => {
  const scene = plane({ outputs: 3, kind: "table" });
  const panel = new ClassPanel(() => panel.show({ split: "train", outputs }));
  panel.begin({ ...scene, output: { ...scene.output, classes: ["a", "b", "c"] }, samples: { train: { count: 5, inputs: Float32Array.from({ length: 10 }, (_, index) => index), targets } } });
  equal(panel.show({ split: "train", outputs }).replace(/\s/g, ""), "60.0%rightof");
  const words = () => panel.chosen.querySelector("h3").textContent;
  equal(words(), "This is c; the network says a");
  panel.table.element.querySelector('[data-cell="1,1"]').click();
  equal([words(), panel.grid.element.querySelectorAll("button").length], ["This is b, and the network says so", 1]);
  equal([...panel.chosen.querySelectorAll(".answer-figure")].map((each) => each.textContent.replace(/\s/g, "")), ["10.0%", "80.0%", "10.0%"]);
});

test("only what is no map of two classes needs a gallery", () => {
  const output = (classes, task = "classification") => ({ task, classes: Array.from({ length: classes }, String) });
  const shown = (kind, given) => needsGallery({ kind, output: given });
  equal([shown("plane", output(2)), shown("plane", output(3)), shown("line", output(0, "regression")), shown("line", output(2)), shown("table", output(0, "regression")), shown("image", output(10)), needsGallery(null)],
    [false, true, false, true, true, true, false]);
});

test("the worker answers for the newest weights of the split that is looked at", async () => {
  const stage = new Stage();
  const scene = plane({ outputs: 3, kind: "plane" });
  const told = [];
  const answers = new Answers(stage, (found) => told.push(found));
  answers.see(true);
  stage.setScene(scene);
  for (let epoch = 1; epoch <= 50; epoch += 1) stage.setFrame({ epoch, weights: weightsOf(scene) });
  const until = performance.now() + 5000;
  while (told.at(-1)?.epoch !== 50 && performance.now() < until) await new Promise(requestAnimationFrame);
  equal([told.at(-1).epoch, told.at(-1).outputs.length, told.at(-1).outputs[0].length], [50, 3, 40]);
  ok(told.length <= 3, told.length);
  near(told.at(-1).outputs.reduce((sum, output) => sum + output[7], 0), 1);
  answers.look("validation");
  while (told.at(-1).split !== "validation" && performance.now() < until) await new Promise(requestAnimationFrame);
  equal(told.at(-1).outputs[0].length, 10);
  answers.worker.terminate();
});

test("sounds are asked for once, and again while they are being drawn", async () => {
  const scene = { ...plane({ kind: "table" }), kind: "signal" };
  const packed = (values) => btoa(String.fromCharCode(...values));
  const clip = { frames: 2, bands: 2, waves: packed(new Array(800).fill(3).fill(253, 400)), spectrograms: packed([0, 85, 170, 255, 9, 9, 9, 9]) };
  const asked = [];
  const api = {
    getSceneClips: async (...question) => {
      asked.push(question);
      return asked.length === 1 ? { pending: true, clips: null } : { pending: false, clips: clip };
    },
    getExperimentClips: async () => ({ pending: false, clips: null }),
  };
  await new Promise((resolve) => {
    const sounds = new Sounds(resolve, api);
    for (let time = 0; time < 3; time += 1) sounds.load(scene, "train", { seed: 1 }, null, 2);
    equal([asked, hasSounds(scene, "train")], [[[{ seed: 1 }, "train", 2]], false]);
  });
  const sound = soundAt(scene, "train", 1);
  equal([asked.length, sound.low[0], sound.high[199], [...sound.spectrogram]], [2, -3, -3, [9, 9, 9, 9]]);
  const pixels = spectrogramOf(soundAt(scene, "train", 0)).getContext("2d").getImageData(0, 0, 2, 2).data;
  equal([3, 7, 11, 15].map((at) => pixels[at]), [85, 255, 0, 170]);
  equal([waveOf(sound).width, soundAt(scene, "validation", 0)], [200, null]);
});

test("the rows of the largest errors stay while the network learns", () => {
  const target = { name: "y", mean: 0, std: 1, shift: 0, scale: 1 };
  const train = { count: 3, inputs: Float32Array.of(1, 2, 3), targets: Float32Array.of(0, 0, 0) };
  const scene = { ...plane(), kind: "table", columns: ["x"], output: { task: "regression", target }, samples: { train } };
  const pressed = [];
  const panel = new NumberPanel(() => pressed.push(panel.sample));
  document.body.append(panel.element);
  panel.begin(scene);
  const show = (...said) => panel.show({ split: "train", outputs: [Float32Array.from(said)] });
  const order = () => [...panel.rows.querySelectorAll("[data-sample]")].map(({ dataset }) => Number(dataset.sample));
  show(3, 2, 1);
  const button = panel.rows.querySelector('[data-sample="1"]');
  button.focus();
  show(3, 4, 1);
  ok(button.isConnected && document.activeElement === button);
  equal([order(), button.closest("tr").cells[2].textContent], [[0, 1, 2], "4.00"]);
  button.click();
  equal(pressed, [1]);
  panel.forget();
  show(3, 4, 1);
  equal(order(), [1, 0, 2]);
  ok(document.activeElement === button);
  panel.element.remove();
});
