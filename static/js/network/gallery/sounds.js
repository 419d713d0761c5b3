// The sounds behind samples that are features of sounds: asked for when they are to be seen, drawn as wave and spectrogram.

import * as server from "../../api.js";
import { make } from "../../elements.js";
import { numbers } from "../scene.js";

const PIECES = 200;
const AGAIN = 1_000;
const HEIGHT = 64;
const LOUDEST = 127;
/** Pictures of sounds by scene and split: they belong to nothing else. */
const known = new WeakMap();

/** Whether the sounds of a split have come. */
export function hasSounds(scene, split) {
  return Boolean(known.get(scene)?.[split]?.waves);
}

/** {low, high, spectrogram, frames, bands} of a sample, or null while unknown. Pure but for what has been loaded. */
export function soundAt(scene, split, index) {
  if (!hasSounds(scene, split)) return null;
  const { waves, spectrograms, frames, bands } = known.get(scene)[split];
  const start = 2 * PIECES * index;
  return {
    low: waves.subarray(start, start + PIECES), high: waves.subarray(start + PIECES, start + 2 * PIECES),
    spectrogram: spectrograms.subarray(frames * bands * index, frames * bands * (index + 1)), frames, bands,
  };
}

export class Sounds {
  /** `done()` is called when sounds have come. */
  constructor(done, api = server) {
    Object.assign(this, { done, api });
  }

  /** Asks once for each scene and split; experiments know more than specs: their test set may be open. */
  load(scene, split, spec, live, run) {
    if (scene.kind !== "signal" || !spec || known.get(scene)?.[split]) return;
    known.set(scene, { ...known.get(scene), [split]: "asked" });
    this.ask(scene, split, () => (live ? this.api.getExperimentClips(live.id, split, run) : this.api.getSceneClips(spec, split, run)));
  }

  async ask(scene, split, question) {
    // Without them the samples are shown as their values.
    const answer = await question().catch(() => null);
    if (answer?.pending) {
      setTimeout(() => this.ask(scene, split, question), AGAIN);
      return;
    }
    if (!answer?.clips) return;
    const { frames, bands, waves, spectrograms } = answer.clips;
    known.set(scene, { ...known.get(scene), [split]: { frames, bands, waves: numbers(waves, "int8"), spectrograms: numbers(spectrograms, "uint8") } });
    this.done();
  }
}

/** Ink is opaque, time goes to the right and frequency upwards. */
export function spectrogramOf({ spectrogram, frames, bands }) {
  const canvas = make("canvas", { class: "sound-picture", width: frames, height: bands, role: "img", "aria-label": "Spectrogram of the sound" });
  const context = canvas.getContext("2d");
  const image = context.createImageData(frames, bands);
  spectrogram.forEach((shade, at) => {
    const [frame, band] = [Math.floor(at / bands), at % bands];
    image.data[4 * ((bands - 1 - band) * frames + frame) + 3] = shade;
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

export function waveOf({ low, high }) {
  const canvas = make("canvas", { class: "sound-picture", width: PIECES, height: HEIGHT, role: "img", "aria-label": "Wave of the sound" });
  const context = canvas.getContext("2d");
  const y = (value) => (HEIGHT / 2) * (1 - value / LOUDEST);
  low.forEach((value, x) => context.fillRect(x, y(high[x]), 1, Math.max(1, y(value) - y(high[x]))));
  return canvas;
}
