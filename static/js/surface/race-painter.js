// The race over the picture of the landscape: ways, balls, and at each ball an arrow downhill and one for its velocity.

import { theme } from "../charts/theme.js";
import { lookOf } from "../charts/several.js";
import { make } from "../elements.js";
import { oncePerFrame } from "../frames.js";
import { arrow, head } from "./arrows.js";
import { sized } from "./ground.js";
import { Trails } from "./trails.js";

const BALL = 9;

export class RacePainter {
  /** `field`: the Field of the lab, which says where places lie; `overlay`: what lies over its ground. */
  constructor(lab, race, field, overlay) {
    Object.assign(this, { lab, race, field, ground: 0, frames: 0 });
    [this.trail, this.balls] = ["trail", "balls"].map((name) => make("canvas", { class: "race-layer", "data-race-layer": name, "aria-hidden": "true" }));
    overlay.append(this.trail, this.balls);
    this.trails = new Trails(this.trail);
    this.paint = oncePerFrame(() => this.draw());
    field.addEventListener("drawn", () => {
      this.ground += 1;
      this.paint();
    });
    for (const name of ["tracks", "time"]) race.addEventListener(name, () => this.paint());
    for (const part of ["racers", "arrows"]) lab.addEventListener(part, () => this.paint());
    document.addEventListener("theme-changed", () => {
      this.ground += 1;
      this.paint();
    });
  }

  /** What is known of every racer: its track and how it looks. */
  racers() {
    const colours = theme();
    return this.lab.state.racers.map(({ optimizer, hidden = false }, number) => {
      const { colour, dash } = lookOf(number + 1, colours);
      return { number, optimizer, hidden, colour, dash: dash === "solid" ? [] : dash.split(",").map((part) => parseFloat(part)), track: this.race.tracks[number] };
    }).filter(({ track }) => track?.length);
  }

  draw() {
    const { field, race } = this;
    if (!field.ready || !field.box.offsetParent) return;
    const racers = this.racers();
    const colours = theme();
    const at = (place, value) => field.at(place, value);
    const hidden = racers.map((racer) => racer.hidden).join();
    this.trails.draw({ racers, step: race.step, at, size: field.size, key: `${this.ground} ${hidden} ${racers.length}`, halo: withAlpha(colours["surface-raised"], 0.65) });
    const context = sized(this.balls, field.size.width, field.size.height);
    for (const racer of racers) if (!racer.hidden) this.drawBall(context, racer, racer.track.shown(race.step), colours);
    this.frames += 1;
    this.balls.dataset.frames = this.frames;
  }

  drawBall(context, racer, step, colours) {
    const { track, colour, number } = racer;
    const place = track.place(step);
    const [x, y] = this.field.at(place, track.values[step]);
    if (!(Math.abs(x) < 20_000 && Math.abs(y) < 20_000)) return;
    if (this.lab.state.arrows) this.drawArrows(context, racer, place, [x, y], step, colours);
    context.setLineDash([]);
    context.beginPath();
    context.arc(x, y, BALL, 0, 2 * Math.PI);
    Object.assign(context, { fillStyle: colour, strokeStyle: colours["surface-raised"], lineWidth: 2 });
    context.fill();
    context.stroke();
    Object.assign(context, { fillStyle: colours["surface-raised"], font: `700 11px ${colours.font}`, textAlign: "center", textBaseline: "middle" });
    context.fillText(String(number + 1), x, y + 0.5);
  }

  /** The velocity is the step that was made last; downhill is the step that the gradient here alone would make. */
  drawArrows(context, { track, optimizer, colour }, place, [x, y], step, colours) {
    const { plane, gradient } = this.lab.landscape;
    const downhill = plane.of(gradient(plane.at(place))).map((value) => -optimizer.learning_rate * value);
    const project = (there) => this.field.at(there, this.field.flat ? this.lab.landscape.value(plane.at(there)) : 0);
    const pull = arrow(place, downhill, project);
    const velocity = step > 0 ? arrow(place, track.velocity(step), project) : null;
    if (velocity) drawArrow(context, x, y, velocity, { colour, halo: colours["surface-raised"], filled: true });
    if (pull) drawArrow(context, x, y, pull, { colour: colours.text, halo: colours["surface-raised"], filled: false });
  }
}

function drawArrow(context, x, y, { x: along, y: across }, { colour, halo, filled }) {
  const corners = head(x + along, y + across, { x: along, y: across }, filled ? 9 : 8);
  context.setLineDash([]);
  Object.assign(context, { lineCap: "round", lineJoin: "round" });
  for (const [style, wider] of [[halo, 2.5], [colour, 0]]) {
    Object.assign(context, { strokeStyle: style, fillStyle: style, lineWidth: (filled ? 3 : 1.6) + wider });
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + along, y + across);
    if (filled) context.stroke();
    else {
      context.moveTo(...corners[1]);
      context.lineTo(...corners[0]);
      context.lineTo(...corners[2]);
      context.stroke();
      continue;
    }
    context.beginPath();
    context.moveTo(...corners[0]);
    context.lineTo(...corners[1]);
    context.lineTo(...corners[2]);
    context.closePath();
    if (wider) context.stroke();
    context.fill();
  }
}

/** A colour of the theme, "rgb(1, 2, 3)", seen through. */
function withAlpha(colour, alpha) {
  return colour.replace(/^rgba?\(([^)]*)\)$/, (_, parts) => `rgba(${parts.split(/[ ,/]+/).slice(0, 3).join(", ")}, ${alpha})`);
}
