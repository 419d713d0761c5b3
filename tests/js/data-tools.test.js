import { make } from "/static/js/elements.js";
import { addedNear, placesOf, pointAt, rounded } from "/static/js/network/added-points.js";
import { Stage } from "/static/js/network/stage.js";
import { looksTabular } from "/static/js/pasted-table.js";
import { DataTools } from "/static/js/quick/data-tools.js";
import { equal, ok, test } from "./check.js";
import { plane } from "./scenes.js";

test("a point keeps as many digits as a click can mean", () => {
  equal([rounded(1.23456, 12), rounded(63.4567, 150), rounded(0.0123456, 0.02), rounded(-0.0001, 12)], [1.23, 63.5, 0.01235, 0]);
  equal(pointAt([1.23456, -2], { low: [-6, -6], high: [6, 6] }, 1), [1.23, -2, 1]);
});

test("a click means an added point only where it is near", () => {
  const places = placesOf([[0, 0, 1], [3, -3, 0]], { low: [-6, -6], high: [6, 6] }, null);
  equal(places, [[0.5, 0.5], [0.75, 0.25]]);
  equal([addedNear(places, [0.51, 0.5]), addedNear(places, [0.75, 0.26]), addedNear(places, [0.6, 0.5]), addedNear([], [0, 0])], [0, 1, -1, -1]);
  equal(placesOf([[1, 20]], { low: [0], high: [4] }, { low: 0, high: 40 }), [[0.25, 0.5]]);
});

test("only rows of equally many cells are a table", () => {
  ok(looksTabular("a,b\n1,2\n3,4") && looksTabular("a\tb\tc\r\n1\t2\t3\r\n4\t5\t6\r\n") && looksTabular("a;b\n1,5;2\n3;4"));
  ok(!looksTabular("a,b\n1,2") && !looksTabular("one\ntwo\nthree") && !looksTabular("Dear all,\nthis is, you see,\nno table"));
});

/** The tools beside a map that tells places. */
function tools(scene, data = {}) {
  const settings = { seed: 0, data: { seed: null, added: [], ...data } };
  const set = [];
  const desk = { settings: () => settings, set: (path, value) => { set.push([path, value]); settings.data[path.split(".")[1]] = value; } };
  const [place, field, stage] = [make("div"), make("div", { class: "output-field" }), new Stage()];
  const root = make("section", { "data-picture": true }, place, field);
  document.body.append(root);
  const view = new DataTools(place, stage, desk);
  stage.setScene(scene);
  const tell = (values, at) => field.dispatchEvent(new CustomEvent("place", { bubbles: true, detail: { values, at } }));
  const choose = (value) => place.querySelector(`input[value="${value}"]`).click();
  return { root, place, field, view, set, tell, choose, desk };
}

test("a click only reads the map until a class is chosen; then it adds, and takes away", () => {
  const { root, field, view, set, tell, choose } = tools(plane());
  tell([1, 1], [0.58, 0.58]);
  equal(set, []);
  choose("1");
  tell([1.004, -3], [0.58, 0.25]);
  equal(set.pop(), ["data.added", [[1, -3, 1]]]);
  view.show();
  const marks = [...field.querySelectorAll(".added-mark")].map(({ style }) => [Math.round(parseFloat(style.left)), style.top]);
  equal([marks, view.remove.textContent], [[[58, "75%"]], "Remove 1 added point"]);
  choose("0");
  tell([5, 5], [0.917, 0.917]);
  equal(set.pop()[1], [[1, -3, 1], [5, 5, 0]]);
  tell([1.1, -3], [0.592, 0.25]);
  equal(set.pop()[1], [[5, 5, 0]]);
  view.remove.click();
  equal(set.pop(), ["data.added", []]);
  root.remove();
});

test("in the plane a number is typed, on a line the height is the number", () => {
  const regression = { task: "regression", activation: "linear", classes: [], target: { name: "y" } };
  const flat = tools(plane({ outputs: 1, output: "linear", }));
  flat.root.remove();
  const plain = tools({ ...plane({ outputs: 1 }), output: regression });
  plain.choose("number");
  plain.view.number.value = "-0,5";
  plain.view.number.dispatchEvent(new Event("input"));
  plain.tell([2, 2], [0.667, 0.667]);
  equal(plain.set.pop(), ["data.added", [[2, 2, -0.5]]]);
  plain.root.remove();
  const line = tools({ ...plane({ kind: "line", outputs: 1 }), output: regression });
  ok(line.view.numberLine.hidden);
  line.choose("number");
  line.tell([3], [0.75, 0.5]);
  equal(line.set.pop(), ["data.added", [[3, 0.5]]]);
  line.root.remove();
});

test("regenerate is another seed of the data", () => {
  const { root, place, set } = tools(plane(), { seed: 5 });
  place.querySelector("[data-regenerate]").click();
  const [path, seed] = set.pop();
  ok(path === "data.seed" && Number.isInteger(seed) && seed !== 5);
  root.remove();
});

test("where there is no map nothing can be added", () => {
  const { root, view } = tools(plane({ kind: "line" }));
  ok(!view.adding.hidden);
  view.stage.setScene({ ...plane(), kind: "table" });
  ok(view.adding.hidden);
  root.remove();
});
