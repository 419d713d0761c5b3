// Keeps squares and links up to date with the stage: at most thirty times a second, and only what can be seen.

import { signColour } from "../palette.js";
import { canBeFed } from "../pipeline.js";
import { fullSize, placeOf } from "./links.js";
import { paintMap, paintSample, paintUnit, paintWave } from "./pictures.js";
import { tileMap } from "./tile-maps.js";

const PAUSE = 32;

export class Painting {
  constructor(diagram) {
    Object.assign(this, { diagram, seen: true, asked: false, painted: 0, weights: null, maps: null });
    const { stage, element } = diagram;
    for (const name of ["frame", "maps"]) stage.addEventListener(name, () => this.ask());
    document.addEventListener("theme-changed", () => this.all());
    document.addEventListener("visibilitychange", () => this.ask());
    new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      element.classList.toggle("is-away", !this.seen);
      this.ask();
    }, { rootMargin: "100px" }).observe(element);
  }

  /** Another scene or another theme: everything, also what does not change with the weights. */
  all() {
    this.still = true;
    this.ask();
  }

  ask() {
    if (this.asked || !this.seen || document.hidden) return;
    this.asked = true;
    requestAnimationFrame((now) => this.turn(now));
  }

  turn(now) {
    if (now - this.painted < PAUSE) {
      requestAnimationFrame((later) => this.turn(later));
      return;
    }
    this.asked = false;
    this.painted = now;
    this.paint();
  }

  paint() {
    const { diagram } = this;
    const { stage, nodes, wires, known, looking } = diagram;
    const weights = known ? stage.weights : null;
    const maps = weights ? stage.maps : null;
    // Weights come first, the maps made of them a little later: each is painted once.
    const moved = this.still || weights !== this.weights;
    if (moved) {
      wires.paint(stage.scene?.layers, weights);
      this.biases(weights);
    }
    const from = { scene: known ? stage.scene : null, weights, maps };
    if (this.still || (maps ? maps !== this.maps : moved)) this.units(from);
    // What the network is fed stays the same while it trains.
    if (this.still || Boolean(maps) !== Boolean(this.maps)) this.inputs(from);
    Object.assign(this, { weights, maps });
    if (known) this.sample(weights);
    this.still = !known;
    looking.follow();
  }

  units(from) {
    const { nodes, sheet } = this.diagram;
    for (const element of nodes.all()) {
      const { node } = element;
      if (element.querySelector(".net-square")) element.dataset.shown = sheet.put(node.place, (canvas) => paintUnit(canvas, node, from));
    }
  }

  inputs(from) {
    for (const element of this.diagram.nodes.all()) {
      const { node } = element;
      const canvas = element.querySelector("canvas");
      if (!canvas) continue;
      if (node.unit !== null && node.unit !== undefined) element.dataset.shown = paintUnit(canvas, node, from);
      else if (node.name && this.still) this.tile(element, canvas);
    }
  }

  /** A tile that is not among the inputs shows its own values; they never change. */
  tile(element, canvas) {
    const { scene } = this.diagram.stage;
    // The scene may be of the data that was chosen before.
    if (scene?.kind !== "plane" || !canBeFed(element.node.name, scene.columns)) return;
    const { values, limit, ...grid } = tileMap(element.node.name, scene);
    element.dataset.shown = paintMap(canvas, values, grid, limit);
  }

  biases(weights) {
    const { nodes, stage } = this.diagram;
    const units = nodes.all().filter((element) => element.querySelector(".net-bias"));
    const values = units.map(({ node }) => (weights ? weights[placeOf(stage.scene.layers, { ...node, input: null })] : NaN));
    const full = fullSize(values.filter(Number.isFinite));
    units.forEach((element, index) => {
      const square = element.querySelector(".net-bias");
      square.hidden = !Number.isFinite(values[index]);
      square.style.backgroundColor = signColour(values[index], full);
    });
  }

  /** Another unit is looked at. */
  look() {
    if (this.diagram.stage.scene?.image) this.ask();
  }

  /**
   * Where the inputs are one picture: the weights of the unit that is looked at, if pixels lead into it, else the first
   * training sample.
   */
  sample(weights) {
    const { nodes, stage: { scene, focus } } = this.diagram;
    const element = nodes.get("0.all");
    const inputs = scene.samples?.train?.inputs;
    if (!element || !inputs) return;
    const canvas = element.querySelector("canvas");
    const first = inputs.subarray(0, scene.columns.length || inputs.length / scene.samples.train.count);
    if (scene.image && weights && focus?.layer === 1) paintUnit(canvas, focus, { scene, weights, maps: null });
    else if (scene.image) paintSample(canvas, first, scene.image);
    else if (this.still) paintWave(canvas, first);
  }
}
