// Keeps the stage's maps up to date: asks the worker for them whenever scene, weights, focus or view change.
//
// `stage.maps` is null (no scene, no weights, or neither plane nor line) or, with Float32Arrays for all values:
//
//   {kind: "plane" | "line", run, epoch,
//    output: {width, height, low: [per column], high: [per column], values: [per output]},
//        what the network says over the view, after softmax or sigmoid; numbers as the network gives them, not in units
//    focus: {layer, unit, values, range} | null,     the unit that is looked at, on the grid of `output`
//    small: {width, height, low, high},              the grid of all units: 30 × 30 over the whole domain, 60 × 1 on a line
//    units: [[values per unit] per layer],           layer 0 the prepared inputs, then the hidden layers, last the outputs
//    ranges: [[{low, high, limit} per unit] per layer]}
//
// Values lie row by row from the top left, the middle of each cell; a line's go from end to end. Colours of a unit are
// strongest at ±limit: paintSigned(image, maps.units[1][0], maps.ranges[1][0].limit). Networks that diverged have NaN.

import { isMapped } from "./maps.js";

const FINENESS = [24, 36, 50, 70, 100, 140, 200];
const CURVE = 240;
/** How long a map may take while the network moves, and when it stands still; and how fine it then is at most. */
const MOVING = { milliseconds: 20, cells: 100 };
const STILL = { milliseconds: 120, cells: 200 };
const STILL_AFTER = 400;
const MULTIPLICATION = 2e-6;
const ACTIVATION = 2e-5;

export class Painter {
  /** `root`: the element that holds the pictures. Nothing is computed while nobody can see it. */
  constructor(stage, root) {
    Object.assign(this, { stage, seen: false, busy: false, again: false, sent: null, number: 0 });
    this.worker = new Worker(new URL("./maps-worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = () => this.fail();
    stage.addEventListener("scene", () => this.begin());
    for (const name of ["frame", "focus", "view"]) stage.addEventListener(name, () => this.request());
    document.addEventListener("visibilitychange", () => this.request());
    this.watcher = new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      this.request();
    }, { rootMargin: "200px" });
    this.watcher.observe(root);
    if (stage.scene) this.begin();
  }

  begin() {
    const { scene } = this.stage;
    // Maps that are still on their way are of another network: nobody waits for them.
    Object.assign(this, { sent: null, busy: false, again: false });
    if (!isMapped(scene)) return;
    // A guess, until the first maps are timed.
    this.perCell = scene.layers.reduce((sum, layer) => sum + layer.units * (layer.fan_in * MULTIPLICATION + ACTIVATION), 0);
    this.worker.postMessage({ scene: { ...scene, samples: null, weights: null } });
    this.request();
  }

  /** The newest weights are drawn next; those that came in between are not. */
  request(limits = MOVING) {
    clearTimeout(this.still);
    const { scene, weights, focus } = this.stage;
    if (!this.seen || document.hidden || !weights || !isMapped(scene)) return;
    this.again = this.busy;
    if (this.busy) return;
    this.busy = true;
    const { run, epoch } = this.stage;
    this.sent = { number: this.number += 1, run, epoch, cells: this.fineness(limits) };
    const copy = weights.slice();
    this.worker.postMessage({ number: this.number, weights: copy, focus, view: this.stage.view ?? scene.domain, cells: this.sent.cells }, [copy.buffer]);
  }

  receive({ number, maps, took }) {
    const { sent } = this;
    // A scene that came meanwhile has made these maps worthless.
    if (sent?.number !== number) return;
    this.busy = false;
    this.show(maps, sent, took);
    if (this.again) this.request();
    else if (sent.cells < this.fineness(STILL)) this.still = setTimeout(() => this.request(STILL), STILL_AFTER);
  }

  /** What could not be computed once may do with other weights; "undrawn" tells of it. */
  fail() {
    this.busy = false;
    this.stage.tell("undrawn");
    if (this.again) this.request();
  }

  show(maps, { run, epoch, cells }, took) {
    const measured = took / (cells ** 2 + FINENESS[0] ** 2);
    // The first maps took long because their code was new; later one hiccup must not spoil the picture.
    if (this.number > 1) this.perCell = Math.min(measured, 0.7 * this.perCell + 0.3 * measured);
    this.stage.setMaps({ ...maps, run, epoch });
  }

  /** Cells on each side, as many as time allows. */
  fineness({ milliseconds, cells }) {
    if (this.stage.scene.kind === "line") return CURVE;
    const affordable = FINENESS.filter((each) => each <= cells && this.perCell * (each ** 2 + FINENESS[0] ** 2) <= milliseconds);
    return affordable.at(-1) ?? FINENESS[0];
  }

  close() {
    clearTimeout(this.still);
    this.watcher.disconnect();
    this.worker.terminate();
  }
}
