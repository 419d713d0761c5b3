// One clip of each kind of sound: its wave, its spectrogram, and what the network sees of it.

import { getClips } from "./api.js";
import { make } from "./elements.js";

const THINKING = 300;
const SPECTROGRAM = "its log-mel spectrogram, 100 Hz at the bottom and 4 kHz at the top";
const TOLD = {
  raw: `The wave, which is what the network sees, and ${SPECTROGRAM}.`,
  melpower: `The wave; ${SPECTROGRAM}; and what the network sees: the power of 20 bands in 12 parts.`,
  melspec: `The wave; ${SPECTROGRAM}; and what the network sees: the log-mel of 20 bands in 12 parts.`,
  mfcc: `The wave; ${SPECTROGRAM}; and what the network sees: mean, deviation and deviation of steps of 13 MFCC, one row each.`,
};

/** The panel inside the card of the data set. It asks for clips when the settings that make them change. */
export class Clips {
  constructor(element) {
    this.element = element;
    this.seed = 0;
    this.asked = "";
    document.addEventListener("theme-changed", () => this.paint());
  }

  show(entry, data) {
    this.element.hidden = entry?.name !== "waveforms";
    if (!this.element.hidden) this.ask(data);
  }

  ask(data) {
    const question = new URLSearchParams({ signal_features: data.signal_features, signal_to_noise: data.signal_to_noise, seed: this.seed }).toString();
    if (question === this.asked) return;
    this.asked = question;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      // A number half typed is refused; the clips that are there stay.
      const answer = await getClips(question).catch(() => null);
      if (answer && question === this.asked) this.draw(answer.clips, data);
    }, this.clips ? THINKING : 0);
  }

  draw(clips, data) {
    this.clips = clips;
    const others = make("button", { class: "button small", type: "button", onclick: () => { this.seed += 1; this.ask(data); } }, "Others");
    this.element.replaceChildren(
      make("div", { class: "clips-head" }, make("h3", {}, `One clip of each kind at ${data.signal_to_noise} dB`), others),
      make("div", { class: "clips-row" }, ...clips.map((clip) => make("figure", { class: "clip" },
        make("figcaption", {}, clip.name),
        make("canvas", { class: "wave", width: clip.low.length, height: 56, role: "img", "aria-label": `Wave of the ${clip.name}` }),
        make("canvas", { class: "spectrogram", width: clip.spectrogram.length, height: clip.spectrogram[0].length, role: "img", "aria-label": `Spectrogram of the ${clip.name}` }),
        clip.features.length ? make("canvas", { class: "seen", ...sides(clip.features, data), role: "img", "aria-label": `Features of the ${clip.name}` }) : null))),
      make("p", { class: "muted small" }, TOLD[data.signal_features]));
    this.kind = data.signal_features;
    this.paint();
  }

  paint() {
    this.element.querySelectorAll(".clip").forEach((figure, index) => {
      const clip = this.clips[index];
      paintWave(figure.querySelector(".wave"), clip);
      paintCells(figure.querySelector(".spectrogram"), clip.spectrogram);
      const seen = figure.querySelector(".seen");
      if (seen) paintCells(seen, upright(clip.features, this.kind));
    });
  }
}

/** Parts of a clip go from left to right, its bands upwards; statistics lie in rows as they come. */
function upright(features, kind) {
  return kind === "mfcc" ? features[0].map((_, column) => features.map((row) => row[column]).reverse()) : features;
}

function sides(features, { signal_features: kind }) {
  const columns = upright(features, kind);
  return { width: columns.length, height: columns[0].length };
}

function brush(canvas) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = getComputedStyle(canvas).color;
  return context;
}

function paintWave(canvas, { low, high }) {
  const context = brush(canvas);
  const loudest = Math.max(...high, ...low.map(Math.abs));
  const y = (value) => (canvas.height / 2) * (1 - value / loudest);
  low.forEach((value, x) => context.fillRect(x, y(high[x]), 1, Math.max(1, y(value) - y(high[x]))));
}

function paintCells(canvas, columns) {
  const context = brush(canvas);
  shades(columns).forEach((column, x) => column.forEach((shade, row) => {
    context.globalAlpha = shade;
    context.fillRect(x, canvas.height - 1 - row, 1, 1);
  }));
}

/** Numbers as shades from 0, the smallest, to 1, the largest. Pure. */
export function shades(columns) {
  const all = columns.flat();
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return columns.map((column) => column.map((value) => (most > least ? (value - least) / (most - least) : 0)));
}
