// What the microscope saw, as columns: each quantity over the last updates, of one weight or of a layer. Pure.

import { placeOf } from "../network/diagram/links.js";
import { numbers } from "../network/scene.js";

/** {shape, data} of the server as {rows, columns, values}. */
function table({ shape, data }) {
  return { rows: shape[0], columns: shape[1] ?? 1, values: numbers(data) };
}

function column({ rows, columns, values }, index) {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + index]);
}

const rooted = (values) => values.map((value) => Math.sqrt(value));
const unpacked = (values) => Object.fromEntries(Object.entries(values).map(([name, each]) => [name, table(each)]));

/** A subject is {layer, unit, input}: layers from 1; unit null: the layer as a whole; input null: the unit's bias. */
export class Answer {
  /** `found` of the server; `layers` are the scene's, `run` and `epoch` say what was looked at. */
  constructor(found, { layers, run, epoch }) {
    Object.assign(this, { layers, run, epoch, updates: found.updates, epochs: found.epochs, rates: found.learning_rates });
    Object.assign(this, { memories: found.memories, same: found.same, watched: found.watched });
    this.places = new Map(found.places.map((place, index) => [place, index]));
    this.series = unpacked(found.series);
    this.bands = found.layers.map(unpacked);
    this.consistency = numbers(found.consistency.data);
    this.gain = numbers(found.gain.data);
    this.noise = found.noise && decodedNoise(found.noise);
  }

  /** Whether it can be shown without another question. */
  knows(subject) {
    return subject.unit === null || this.places.has(placeOf(this.layers, subject));
  }

  /** {y} of a weight, or {y, low, high} of the sizes in a layer: the middle one, and where nine tenths lie above and below. */
  quantity(name, subject) {
    const root = this.memories.find((memory) => name === `memory.${memory.name}`)?.root;
    const shown = root ? rooted : (values) => values;
    if (subject.unit === null) {
      const [low, y, high] = [0, 1, 2].map((index) => shown(column(this.bands[subject.layer - 1][name], index)));
      return { y, low, high };
    }
    const index = this.places.get(placeOf(this.layers, subject));
    if (name === "effective_step") return { y: this.effective(subject) };
    return { y: shown(column(this.series[name], index)) };
  }

  /** −Δw/g of a weight: the rate with which plain gradient descent would have made the same step. */
  effective(subject) {
    const [gradient, update] = ["gradient", "update"].map((name) => this.quantity(name, subject).y);
    return update.map((step, index) => (gradient[index] === 0 ? NaN : -step / gradient[index]));
  }

  /** Its consistency |mean g| / mean |g| and its gain; of a layer those in the middle. */
  summary(subject) {
    const of = (values) => {
      if (subject.unit !== null) return values[this.watched.indexOf(placeOf(this.layers, subject))] ?? NaN;
      return middle(this.inLayer(subject.layer).map((index) => values[index]));
    };
    return { consistency: of(this.consistency), gain: of(this.gain) };
  }

  /** The indexes of what is watched in a layer. */
  inLayer(layer) {
    const [start, end] = this.ends(layer);
    return this.watched.flatMap((place, index) => (place >= start && place < end ? [index] : []));
  }

  ends(layer) {
    return [this.layers[layer - 1].start, this.layers[layer]?.start ?? Infinity];
  }
}

function decodedNoise({ batch_size: batch, samples, norms, angles, ratios }) {
  const [angle, ratio] = [table(angles), table(ratios)];
  const parts = Array.from({ length: angle.columns }, (_, part) => ({ angles: column(angle, part), ratios: column(ratio, part) }));
  return { batch, samples, batches: angle.rows, norms: numbers(norms.data), parts };
}

/** The subject at a place; null for gains and offsets of normalization, which have no name. */
export function subjectAt(layers, place) {
  const layer = layers.findLastIndex(({ start }) => start <= place) + 1;
  const { start, bias, fan_in: fanIn, units } = layers[layer - 1];
  if (place < bias) return { layer, unit: Math.floor((place - start) / fanIn), input: (place - start) % fanIn };
  return place < bias + units ? { layer, unit: place - bias, input: null } : null;
}

/** The value in the middle of those that are numbers; `part` chooses another one. */
export function middle(values, part = 0.5) {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (!sorted.length) return NaN;
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)];
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)] - below);
}
