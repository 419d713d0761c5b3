// A thin line over a chart at one epoch. It is an element of its own, so that moving it costs no drawing.

import { make } from "../elements.js";
import { progress } from "./x-axis.js";

export class Cursor {
  constructor(body) {
    this.line = make("div", { class: "chart-cursor", hidden: true });
    this.epoch = null;
    body.append(this.line);
  }

  move(epoch, chart) {
    this.epoch = epoch;
    this.place(chart);
  }

  /** Where Plotly has drawn the axis now. */
  place({ plot, main, axis }) {
    const { xaxis, yaxis } = plot._fullLayout ?? {};
    const place = this.epoch === null || !axis || !xaxis?._length ? null : linePlace(xaxis, yaxis, progress(main, axis.x)(this.epoch));
    this.line.hidden = place === null;
    if (place === null) return;
    this.line.style.height = `${place.height}px`;
    this.line.style.transform = `translate(${plot.offsetLeft + place.left}px, ${plot.offsetTop + place.top}px)`;
  }
}

/** {left, top, height} in the pixels of the plot, or null where the value is out of sight. Pure. */
export function linePlace(xaxis, yaxis, value) {
  const inside = xaxis.d2p(value);
  if (!(inside >= -0.5 && inside <= xaxis._length + 0.5)) return null;
  return { left: xaxis._offset + inside, top: yaxis._offset, height: yaxis._length };
}
