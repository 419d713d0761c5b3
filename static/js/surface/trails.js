// The ways that balls have come, on a canvas of their own: only what is new is drawn, so that long walks stay cheap.

import { sized } from "./ground.js";

/** So many pieces of a way are drawn at once; of longer ones every 3rd, 5th … step: an odd distance still shows a zigzag. */
const MOST_PIECES = 5000;
/** Single steps are marked while there are few of them and they are this many pixels long. */
const FEW = 400;
const APART = 5;

export class Trails {
  constructor(canvas) {
    Object.assign(this, { canvas, key: null, ways: new Map() });
  }

  /**
   * Draws the ways up to a step. `racers`: [{number, track, colour, dash, hidden}]; `at(place, value)` gives the pixel; `key` changes with
   * everything that makes all of it look different.
   */
  draw({ racers, step, at, size, key, halo }) {
    const back = [...this.ways.values()].some(({ drawn, track }) => drawn > track.shown(step));
    if (key !== this.key || back || racers.some(({ track, number }) => this.ways.get(number)?.track !== track)) {
      this.key = key;
      this.ways = new Map(racers.map(({ number, track }) => [number, { track, drawn: 0, offset: 0, pixel: null }]));
      this.context = sized(this.canvas, size.width, size.height);
    }
    for (const racer of racers) if (!racer.hidden) this.drawOn(racer, this.ways.get(racer.number), racer.track.shown(step), { at, halo });
  }

  drawOn({ track, colour, dash }, way, last, { at, halo }) {
    if (track.length === 0 || (way.drawn >= last && way.pixel)) return;
    const every = oddAbove((last - way.drawn) / MOST_PIECES);
    const pixels = [way.pixel ?? pixelOf(track, 0, at)];
    for (let step = way.drawn + every; step < last; step += every) pixels.push(pixelOf(track, step, at));
    if (last > way.drawn) pixels.push(pixelOf(track, last, at));
    this.stroke(pixels, { colour: halo, width: 4.5, dash: [], offset: 0 });
    const length = this.stroke(pixels, { colour, width: 2.2, dash, offset: way.offset });
    if (last <= FEW) this.dots(pixels.slice(way.pixel ? 1 : 0), colour);
    Object.assign(way, { drawn: last, pixel: pixels.at(-1), offset: way.offset + length });
  }

  stroke(pixels, { colour, width, dash, offset }) {
    const { context } = this;
    Object.assign(context, { strokeStyle: colour, lineWidth: width, lineJoin: "round", lineCap: dash.length ? "butt" : "round", lineDashOffset: offset });
    context.setLineDash(dash);
    context.beginPath();
    let length = 0;
    let before = null;
    for (const pixel of pixels) {
      if (pixel && before) {
        context.lineTo(pixel[0], pixel[1]);
        length += Math.hypot(pixel[0] - before[0], pixel[1] - before[1]);
      } else if (pixel) context.moveTo(pixel[0], pixel[1]);
      before = pixel;
    }
    context.stroke();
    return length;
  }

  dots(pixels, colour) {
    const { context } = this;
    context.fillStyle = colour;
    let before = null;
    for (const pixel of pixels) {
      if (!pixel || (before && Math.hypot(pixel[0] - before[0], pixel[1] - before[1]) < APART)) continue;
      context.beginPath();
      context.arc(pixel[0], pixel[1], 2.4, 0, 2 * Math.PI);
      context.fill();
      before = pixel;
    }
  }
}

/** The pixel of a step, no further away than canvases can count; null where it is no place. */
function pixelOf(track, step, at) {
  const [x, y] = at(track.place(step), track.values[step]);
  const kept = (value) => Math.max(-20_000, Math.min(20_000, value));
  return Number.isFinite(x) && Number.isFinite(y) ? [kept(x), kept(y)] : null;
}

function oddAbove(value) {
  const whole = Math.max(1, Math.ceil(value));
  return whole % 2 ? whole : whole + 1;
}
