// The walks of a lesson, as `training/lessons/check.py` walks them: until they arrive, leave the numbers, or have no steps left. Pure.

import { landscapeOf } from "../surface/landscape.js";
import { Walk } from "../surface/walk.js";
import { usualStart } from "../surface/members.js";

export class LessonWalk {
  /** `walk`: {name, request, tolerance, steps}; `schema`: of a surfaces request; `programs` of its surface, `program` of its optimizer. */
  constructor({ walk, schema, programs, program }) {
    const { surface, start, optimizer, l2, noise, seed } = walk.request;
    const landscape = landscapeOf(surface, { l2, programs });
    const begin = start ?? landscape.plane.at(usualStart(schema, surface, landscape.plane.names.length));
    Object.assign(this, { walk, arrived: null });
    this.on = new Walk(landscape, { optimizer, program }, { start: begin, noise, seed });
  }

  get busy() {
    const { on, walk, arrived } = this;
    return arrived === null && !on.ended && on.taken < walk.steps;
  }

  /** Walks on for about so many milliseconds. */
  advance(milliseconds, now = () => performance.now()) {
    const begun = now();
    while (this.busy) {
      for (let count = 0; count < 512 && this.busy; count += 1) this.step();
      if (now() - begun > milliseconds) return;
    }
  }

  step() {
    this.on.advance();
    const { tolerance } = this.walk;
    if (tolerance !== null && this.on.value < tolerance) this.arrived = this.on.taken;
  }

  /** {taken, busy, facts}: null stands for never, and for what is not finite. */
  get told() {
    const { on, walk, arrived, busy } = this;
    const finite = (value) => (Number.isFinite(value) ? value : null);
    return { taken: on.taken, busy, facts: { [`steps ${walk.name}`]: arrived, [`value ${walk.name}`]: finite(on.value), [`w1 ${walk.name}`]: finite(on.w[0]) } };
  }
}
