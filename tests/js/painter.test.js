import { Painter } from "/static/js/network/painter.js";
import { Stage } from "/static/js/network/stage.js";
import { plane, weightsOf } from "./scenes.js";
import { equal, ok, test } from "./check.js";

/** A stage with a painter in sight, until `act` is done. */
async function painted(act, { seen = true } = {}) {
  const root = document.body.appendChild(document.createElement("div"));
  Object.assign(root.style, { height: "10px", display: seen ? "block" : "none" });
  const stage = new Stage();
  const painter = new Painter(stage, root);
  try {
    return await act(stage, painter);
  } finally {
    painter.close();
    root.remove();
  }
}

function heard(stage, name, accept = () => true) {
  return new Promise((done) => {
    const listen = () => {
      if (!accept(stage)) return;
      stage.removeEventListener(name, listen);
      done(stage);
    };
    stage.addEventListener(name, listen);
  });
}

function frame(stage, epoch) {
  stage.setFrame({ epoch, weights: weightsOf(stage.scene) });
}

test("maps come with the epoch of their weights, and finer when nothing moves", () => painted(async (stage, painter) => {
  stage.setScene(plane());
  frame(stage, 7);
  await heard(stage, "maps");
  equal([stage.maps.run, stage.maps.epoch, stage.maps.units.length], [1, 7, 4]);
  painter.perCell = 1e-6;
  await heard(stage, "maps", () => stage.maps.output.width === 200);
}));

test("the stage keeps its weights", () => painted(async (stage) => {
  stage.setScene(plane());
  frame(stage, 1);
  await heard(stage, "maps");
  equal(stage.weights.length, stage.scene.parameters);
}));

test("the newest of many weights is drawn", () => painted(async (stage) => {
  stage.setScene(plane());
  let count = 0;
  stage.addEventListener("maps", () => { count += 1; });
  for (let epoch = 1; epoch <= 100; epoch += 1) frame(stage, epoch);
  await heard(stage, "maps", () => stage.maps.epoch === 100);
  ok(count < 5, `${count} maps for one glance`);
}));

test("maps of an earlier network never appear beside a new one", () => painted(async (stage) => {
  stage.setScene(plane({ hidden: [8, 8] }));
  frame(stage, 1);
  await heard(stage, "maps");
  frame(stage, 2);
  stage.setScene(plane({ hidden: [4] }));
  equal(stage.maps, null);
  frame(stage, 0);
  await heard(stage, "maps");
  equal(stage.maps.units.map((layer) => layer.length), [2, 4, 2]);
}));

test("another unit is looked at without new weights", () => painted(async (stage) => {
  stage.setScene(plane());
  frame(stage, 1);
  await heard(stage, "maps");
  stage.setFocus({ layer: 1, unit: 2 });
  await heard(stage, "maps", () => stage.maps.focus?.unit === 2);
}));

test("nothing is computed while nobody can see it", () => painted(async (stage, painter) => {
  stage.setScene(plane());
  frame(stage, 1);
  await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  equal([painter.busy, stage.maps], [false, null]);
}, { seen: false }));

test("images have no maps", () => painted(async (stage, painter) => {
  stage.setScene(plane({ kind: "image" }));
  frame(stage, 1);
  await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  equal(painter.busy, false);
}));

test("a slow machine gets coarser maps", () => painted(async (stage, painter) => {
  stage.setScene(plane());
  painter.perCell = 1;
  equal(painter.fineness({ milliseconds: 20, cells: 100 }), 24);
  painter.perCell = 1e-5;
  equal(painter.fineness({ milliseconds: 20, cells: 100 }), 100);
}));

test("a network that could not be drawn does not keep the next one waiting", () => painted(async (stage, painter) => {
  const undrawn = heard(stage, "undrawn");
  stage.setScene(plane({ pipeline: null }));
  frame(stage, 1);
  await undrawn;
  equal([painter.busy, stage.maps], [false, null]);
  stage.setScene(plane());
  frame(stage, 2);
  await heard(stage, "maps");
  equal(stage.maps.epoch, 2);
}));
