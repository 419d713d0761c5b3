// The weights by their consistency and gain: pressing a dot looks at that weight.

import { Chart } from "../charts/chart.js";

export class DotChart extends Chart {
  /** `pick(place)` hears the place of a pressed dot in the row of parameters, the second of its custom data. */
  constructor(panel, figure, pick) {
    super(panel, figure, { epochs: false });
    this.pick = pick;
  }

  follow() {
    if (this.follows) return;
    super.follow();
    this.plot.on("plotly_click", ({ points }) => {
      const pressed = points.find(({ customdata }) => customdata);
      if (pressed) this.pick(pressed.customdata[1]);
    });
  }
}
