// One canvas below the frames of all units, for their pictures: were each a canvas of its own, the browser would put as many
// layers together at every frame, which takes longer than to paint them.

import { make } from "../../elements.js";

const FINEST = 2;
/** Large layers that are unfolded are much taller than any screen; their pictures are coarser then. */
const MOST_PIXELS = 4e6;
/** The frame around a square and how round it is within, in CSS pixels, as in diagram.css. */
const FRAME = 1.5;
const ROUND = 5.5;

export class Sheet {
  constructor() {
    // All of it is painted by the processor, so nothing goes to and fro between it and the graphics card.
    const kept = { willReadFrequently: true };
    this.element = make("canvas", { class: "net-pictures", "aria-hidden": "true" });
    this.context = this.element.getContext("2d", kept);
    this.scratch = make("canvas", { width: 1, height: 1 });
    this.scratch.getContext("2d", kept);
  }

  /** As large as the picture of the network; empty after that. */
  arrange({ width, height }) {
    this.ratio = Math.min(FINEST, window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (width * height)));
    Object.assign(this.element, { width: Math.ceil(width * this.ratio), height: Math.ceil(height * this.ratio) });
    Object.assign(this.element.style, { width: `${width}px`, height: `${height}px` });
    this.context.scale(this.ratio, this.ratio);
  }

  /** Puts what `paint(canvas)` paints into the square at a place, and returns its answer: what is shown, "" for nothing. */
  put(place, paint) {
    const { context, scratch } = this;
    const [width, height] = [place.width - 2 * FRAME, place.height - 2 * FRAME];
    const [left, top] = [place.x - width / 2, place.y - height / 2];
    context.clearRect(left, top, width, height);
    const shown = paint(scratch);
    if (!shown) return shown;
    context.save();
    context.beginPath();
    context.roundRect(left, top, width, height, ROUND);
    context.clip();
    // Weights are cells with sharp edges.
    context.imageSmoothingEnabled = shown !== "weights";
    context.drawImage(scratch, left, top, width, height);
    context.restore();
    return shown;
  }
}
