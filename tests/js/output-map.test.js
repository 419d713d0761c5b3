import { outputsOf } from "/static/js/network/forward.js";
import { OutputMap } from "/static/js/network/output-map.js";
import { Painter } from "/static/js/network/painter.js";
import { Stage } from "/static/js/network/stage.js";
import { plane, weightsOf } from "./scenes.js";
import { equal, ok, test } from "./check.js";

/** A page with nothing but the large map, of 300 pixels. */
async function shown(scene, act, weights = weightsOf(scene)) {
  const links = await Promise.all(["tokens", "parts/output"].map((name) => new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/static/css/${name}.css`, onload: () => done(link) });
    document.head.append(link);
  })));
  const element = document.body.appendChild(document.createElement("div"));
  element.style.width = "300px";
  const stage = new Stage();
  const painter = new Painter(stage, document.body);
  new OutputMap(element, stage);
  try {
    stage.setScene(scene);
    stage.setFrame({ epoch: 5, weights });
    await act({ element, stage, find: (selector) => element.querySelector(selector) });
  } finally {
    painter.close();
    for (const each of [...links, element]) each.remove();
  }
}

/** Waits, frame by frame, until it is true. */
async function until(true_) {
  for (let frame = 0; frame < 300 && !true_(); frame += 1) await new Promise((done) => { requestAnimationFrame(done); });
  ok(true_(), `still not: ${true_}`);
}

const drawn = ({ find }) => until(() => Number(find(".output-field").dataset.frames) > 0);

function pointAt(find, across, up, name = "pointermove") {
  const field = find(".output-field");
  const box = field.getBoundingClientRect();
  field.dispatchEvent(new PointerEvent(name, { clientX: box.left + box.width * across, clientY: box.top + box.height * (1 - up), pointerType: "mouse", bubbles: true }));
}

test("the map shows the epoch of its weights", () => shown(plane(), async (page) => {
  await drawn(page);
  equal(page.find(".output-field").dataset.epoch, "5");
}));

test("what is read is what the network says there", () => {
  const scene = plane({ outputs: 3 });
  return shown(scene, async (page) => {
    await drawn(page);
    pointAt(page.find, 0.75, 0.5);
    const shares = outputsOf(scene, weightsOf(scene), [[3], [0]]).map(([share]) => share);
    const best = Math.max(...shares);
    const text = page.find(".output-reading").textContent.replace(/\s/gu, " ");
    ok(text.startsWith("x₁ 3.00x₂ 0"), text);
    ok(text.includes(`class ${shares.indexOf(best)} ${(100 * best).toFixed(1)} %`), text);
  });
});

test("a network whose numbers exploded says so", () => {
  const scene = plane();
  return shown(scene, async (page) => {
    await until(() => !page.find(".output-trouble").hidden);
    ok(page.find(".output-field").classList.contains("is-lost"));
    page.stage.setFrame({ epoch: 6, weights: weightsOf(scene) });
    await until(() => page.find(".output-trouble").hidden);
  }, weightsOf(scene).fill(NaN));
});

test("every class has its mark and name", () => shown(plane({ outputs: 5 }), async (page) => {
  await drawn(page);
  equal([...page.element.querySelectorAll(".output-classes li")].map((item) => item.textContent), ["class 0", "class 1", "class 2", "class 3", "class 4"]);
}));

test("a click tells the page the place in the data's own numbers", () => shown(plane(), async (page) => {
  await drawn(page);
  const told = [];
  page.element.addEventListener("place", (event) => told.push(...event.detail.values));
  pointAt(page.find, 0.25, 0.75, "pointerdown");
  pointAt(page.find, 0.25, 0.75, "pointerup");
  equal(told.map((value) => Math.round(value)), [-3, 3]);
}));

test("a line has a curve, and values upwards", () => shown(plane({ kind: "line", outputs: 1, output: "sigmoid" }), async (page) => {
  await drawn(page);
  ok(page.find(".output-field").classList.contains("is-line"));
  ok(page.find(".output-axes").textContent.includes("probability of class 1"));
  ok(page.find('[data-option="discretize"]').closest("label").hidden);
}));

test("other data have no map", () => shown(plane({ kind: "image" }), async (page) => {
  await until(() => page.element.hidden);
  page.stage.setScene(plane());
  await until(() => !page.element.hidden);
}));

test("test samples can be shown once they are there", () => {
  const scene = plane();
  return shown(scene, async (page) => {
    await until(() => page.find('[data-option="test"]')?.disabled);
    page.stage.setScene({ ...scene, samples: { ...scene.samples, test: scene.samples.train } });
    await until(() => page.find('[data-option="test"]').disabled === false);
  });
});

test("who looked closer still does with another network on the same data", () => shown(plane(), async (page) => {
  await drawn(page);
  page.find('[data-zoom="in"]').click();
  const { view } = page.stage;
  ok(view);
  page.stage.setScene(plane({ hidden: [5] }));
  equal(page.stage.view, view);
  page.stage.setScene(plane({ domain: { low: [0, 0], high: [1, 1] } }));
  equal(page.stage.view, null);
}));

test("figures that move by themselves are not read aloud", () => {
  const scene = plane();
  return shown(scene, async (page) => {
    await drawn(page);
    pointAt(page.find, 0.5, 0.5);
    equal(page.find(".output-reading").getAttribute("aria-live"), "polite");
    page.stage.setFrame({ epoch: 6, weights: weightsOf(scene) });
    await until(() => page.find(".output-field").dataset.epoch === "6");
    equal(page.find(".output-reading").getAttribute("aria-live"), "off");
  });
});
