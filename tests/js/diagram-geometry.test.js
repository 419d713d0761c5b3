import { curve, heightAt, nearest, onBias } from "/static/js/network/diagram/geometry.js";
import { cells } from "/static/js/network/diagram/pictures.js";
import { arrange } from "/static/js/network/diagram/places.js";
import { neighbour } from "/static/js/network/diagram/walking.js";
import { equal, ok, test } from "./check.js";

const units = (layer, count, more = {}) => ({ kind: "hidden", layer, total: count, hidden: 0, nodes: Array.from({ length: count }, (_, unit) => ({ key: `${layer}.${unit}`, layer, unit, label: "" })), ...more });
const inputs = { ...units(0, 7), kind: "inputs", style: "tiles" };
const network = (...widths) => [inputs, ...widths.map((count, at) => units(at + 1, count)), { ...units(widths.length + 1, 2), kind: "output" }];

test("columns stand from left to right without touching, each centred in height", () => {
  const places = arrange(network(4, 2), 760);
  const ends = places.columns.map(({ left, width }) => [left, left + width]);
  ends.slice(1).forEach(([left], at) => ok(left - ends[at][1] >= 12, "columns touch"));
  ok(ends.at(-1)[1] <= 760);
  const middle = (keys) => (places.nodes.get(keys[0]).y + places.nodes.get(keys[1]).y) / 2;
  equal([middle(["1.0", "1.3"]), middle(["2.0", "2.1"]), middle(["0.0", "0.6"])], [places.height / 2, places.height / 2, places.height / 2]);
});

test("six layers of eight units fit where a page of 1440 has room, and squares never overlap", () => {
  const places = arrange(network(8, 8, 8, 8, 8, 8), 748);
  equal(places.width, 748);
  ok(places.nodes.get("1.1").y - places.nodes.get("1.0").y >= places.size);
});

test("what does not fit makes the picture wider than its room", () => {
  ok(arrange(network(8, 8, 8, 8, 8, 8), 320, "tab").width > 320);
  equal(arrange(network(4, 2), 326, "tab").width, 326);
});

test("nothing stands beyond the picture, whatever is shown", () => {
  const list = { ...units(0, 13), kind: "inputs", style: "list" };
  const image = { ...units(0, 1), kind: "inputs", style: "image" };
  for (const cards of ["card", "touch", "tab"]) {
    for (const columns of [network(4, 2), [list, units(1, 3), units(2, 2)], [image, units(1, 10, { hidden: 54 }), units(2, 10)]]) {
      const { nodes, height, width } = arrange(columns, 360, cards);
      ok([...nodes.values()].every((node) => node.y - node.height / 2 > -0.01 && node.y + node.height / 2 < height + 0.01), "above or below");
      ok([...nodes.values()].every((node) => node.x - node.width / 2 > -0.01 && node.x + node.width / 2 < width + 0.01), "beside");
    }
  }
});

test("a layer that is shown whole stands in rows of twelve", () => {
  const places = arrange([inputs, units(1, 64, { whole: true }), { ...units(2, 2), kind: "output" }], 760);
  equal(places.nodes.get("1.0").x, places.nodes.get("1.11").x);
  ok(places.nodes.get("1.12").x > places.nodes.get("1.11").x);
  ok([...places.nodes.values()].every(({ y, height }) => y - height / 2 >= -0.01 && y + height / 2 <= places.height + 0.01), "beyond the edge");
});

test("a link leaves and arrives level", () => {
  equal(curve({ x1: 0, y1: 10, x2: 100, y2: 50 }), "M0 10C50 10 50 50 100 50");
  const line = { x1: 0, y1: 10, x2: 100, y2: 50 };
  equal([heightAt(line, 0), heightAt(line, 50), heightAt(line, 100)].map(Math.round), [10, 30, 50]);
  equal(heightAt(line, 101), null);
});

test("the height on a link is the one that the browser draws", () => {
  const line = { x1: 20, y1: 5, x2: 140, y2: 205 };
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", curve(line));
  for (const part of [0.1, 0.37, 0.8]) {
    const { x, y } = path.getPointAtLength(part * path.getTotalLength());
    ok(Math.abs(heightAt(line, x) - y) < 0.1, `${heightAt(line, x)} is not ${y}`);
  }
});

test("the nearest link within reach is meant", () => {
  const [flat, low] = [{ line: { x1: 0, y1: 0, x2: 100, y2: 0 } }, { line: { x1: 0, y1: 40, x2: 100, y2: 40 } }];
  equal([nearest([flat, low], 50, 7, 8) === flat, nearest([flat, low], 50, 20, 8), nearest([flat, low], 150, 0, 8)], [true, null, null]);
});

test("the corner of a square is its bias", () => {
  const place = { x: 100, y: 100, width: 44, height: 44 };
  equal([onBias(place, 80, 120), onBias(place, 100, 100), onBias(place, 80, 80)], [true, false, false]);
});

test("arrows lead to the next square, sideways to the nearest of the next column", () => {
  const squares = [["a", 0, 0], ["b", 0, 50], ["c", 100, 10], ["d", 100, 60], ["e", 200, 0]].map(([key, x, y]) => ({ key, x, y }));
  const to = (from, key) => neighbour(squares, squares.find((each) => each.key === from), key)?.key ?? null;
  equal([to("a", "ArrowDown"), to("b", "ArrowUp"), to("b", "ArrowRight"), to("d", "ArrowLeft"), to("c", "ArrowRight")], ["b", "a", "d", "b", "e"]);
  equal([to("a", "ArrowUp"), to("a", "ArrowLeft"), to("e", "ArrowRight")], [null, null, null]);
});

test("weights of pixels are an image, few weights are stripes", () => {
  equal(cells(64, { width: 8, height: 8 }), { width: 8, height: 8 });
  equal([cells(5, null), cells(30, null), cells(63, { width: 8, height: 8 })], [{ width: 5, height: 1 }, { width: 6, height: 5 }, { width: 8, height: 8 }]);
});
