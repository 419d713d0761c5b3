// Paints the marks of trials over a plot: thousands in a few milliseconds, and the one that is pointed at above them.

import { make } from "../../elements.js";
import { nearest, placed } from "./marks-places.js";

const SHADOW = 7;

export class MarksCanvas {
  /** `plot`: the element of the chart library; two canvases lie over it, and let the pointer through. */
  constructor(plot) {
    this.plot = plot;
    this.layers = ["marks", "pointed"].map((name) => make("canvas", { class: "marks-canvas", "aria-hidden": "true", "data-layer": name }));
    plot.after(...this.layers);
    this.groups = [];
  }

  /** Draws groups of marks onto the axes that the plot has now. `colours`: those of the theme. */
  paint(groups, colours) {
    this.colours = colours;
    this.groups = groups.length ? placed(groups, this.plot._fullLayout) : [];
    const pencil = this.cleared(this.layers[0]);
    // Words of the plot stay readable above what lies below it.
    this.layers[0].classList.toggle("is-below", groups.some(({ below }) => below));
    for (const group of this.groups) {
      within(pencil, group.area, () => group.items.forEach((item) => PENCILS[group.kind](pencil, item, group)));
      if (group.shadows) shadows(pencil, group);
    }
    this.plot.dataset.marks = this.groups.reduce((sum, { items }) => sum + items.length, 0);
    this.point(this.pointed ?? null);
  }

  /** Lifts the marks of one trial above the others; null: of none. */
  point(trial) {
    this.pointed = trial;
    const pencil = this.cleared(this.layers[1]);
    if (trial === null) return;
    for (const group of this.groups) {
      const items = group.items.filter((item) => item.trial === trial);
      within(pencil, group.area, () => items.forEach((item) => LIFTED[group.kind](pencil, item, group, this.colours)));
      if (group.shadows) shadows(pencil, { ...group, items: items.map((item) => ({ ...item, colour: this.colours.text })) }, 2);
    }
  }

  /** Which trial is meant at a place of the plot, or null. */
  at(x, y) {
    return nearest(this.groups, x, y);
  }

  cleared(canvas) {
    const { offsetLeft, offsetTop, clientWidth: width, clientHeight: height } = this.plot;
    const density = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
      Object.assign(canvas, { width: Math.round(width * density), height: Math.round(height * density) });
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px`, left: `${offsetLeft}px`, top: `${offsetTop}px` });
    }
    const pencil = canvas.getContext("2d");
    pencil.setTransform(density, 0, 0, density, 0, 0);
    pencil.clearRect(0, 0, width, height);
    return pencil;
  }
}

function within(pencil, { left, top, right, bottom }, draw) {
  pencil.save();
  pencil.beginPath();
  pencil.rect(left - 6, top - 6, right - left + 12, bottom - top + 12);
  pencil.clip();
  draw();
  pencil.restore();
}

function shape(pencil, { x, y, shape: kind }, size) {
  pencil.beginPath();
  if (kind === "cross") {
    pencil.moveTo(x - size, y - size);
    pencil.lineTo(x + size, y + size);
    pencil.moveTo(x + size, y - size);
    pencil.lineTo(x - size, y + size);
  } else if (kind === "diamond") {
    const half = size * 1.25;
    pencil.moveTo(x, y - half);
    pencil.lineTo(x + half, y);
    pencil.lineTo(x, y + half);
    pencil.lineTo(x - half, y);
    pencil.closePath();
  } else if (kind === "square") {
    pencil.rect(x - 0.9 * size, y - 0.9 * size, 1.8 * size, 1.8 * size);
  } else {
    pencil.arc(x, y, size, 0, 2 * Math.PI);
  }
}

const PENCILS = {
  dots(pencil, item, { size }) {
    if (item.ends) {
      pencil.strokeStyle = item.colour;
      pencil.lineWidth = 1;
      pencil.beginPath();
      pencil.moveTo(item.x, item.ends[0]);
      pencil.lineTo(item.x, item.ends[1]);
      pencil.stroke();
    }
    shape(pencil, item, size);
    [pencil.fillStyle, pencil.strokeStyle, pencil.lineWidth] = [item.colour, item.colour, 1.6];
    if (item.shape === "cross") pencil.stroke();
    else pencil.fill();
  },
  lines(pencil, { xs, ys, colour, width = 1.3 }) {
    [pencil.strokeStyle, pencil.lineWidth] = [colour, width];
    pencil.beginPath();
    let down = false;
    xs.forEach((x, index) => {
      if (Number.isNaN(ys[index])) down = false;
      else if (down) pencil.lineTo(x, ys[index]);
      else {
        pencil.moveTo(x, ys[index]);
        down = true;
      }
    });
    pencil.stroke();
  },
  bars(pencil, { from, to, y, height, colour }) {
    pencil.fillStyle = colour;
    pencil.fillRect(from, y - height / 2, Math.max(1.5, to - from), height);
  },
};

const LIFTED = {
  dots(pencil, item, { size }, colours) {
    shape(pencil, item, size + 3.5);
    [pencil.strokeStyle, pencil.lineWidth] = [colours.text, 2.2];
    pencil.stroke();
  },
  lines(pencil, item, group, colours) {
    PENCILS.lines(pencil, { ...item, colour: colours["surface-raised"], width: 6 });
    PENCILS.lines(pencil, { ...item, colour: colours.text, width: 2.8 });
  },
  bars(pencil, item, group, colours) {
    const height = Math.max(5, item.height);
    [pencil.strokeStyle, pencil.lineWidth] = [colours.text, 2];
    pencil.strokeRect(item.from - 1, item.y - height / 2, Math.max(3, item.to - item.from + 2), height);
  },
};

/** A short line at either axis for each dot: how many different values were tried there. */
function shadows(pencil, { items, area }, width = 1) {
  pencil.lineWidth = width;
  for (const { x, y, colour } of items) {
    pencil.strokeStyle = colour;
    pencil.beginPath();
    pencil.moveTo(x, area.bottom);
    pencil.lineTo(x, area.bottom - SHADOW);
    pencil.moveTo(area.left, y);
    pencil.lineTo(area.left + SHADOW, y);
    pencil.stroke();
  }
}
