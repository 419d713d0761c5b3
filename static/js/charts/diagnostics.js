// All charts that look inside the network. To add one, name it here and in templates/_diagnostics.html.

import { activationsFigure } from "./activations.js";
import { gainsFigure } from "./gains.js";
import { gradientsFigure } from "./gradients.js";
import { penaltyFigure } from "./penalty.js";
import { timeFigure } from "./time.js";
import { unitsFigure } from "./units.js";
import { updatesFigure } from "./updates.js";
import { weightsFigure } from "./weights.js";

/** Name of the panel → its figure. */
export const DIAGNOSTICS = {
  gradients: gradientsFigure,
  updates: updatesFigure,
  weights: weightsFigure,
  activations: activationsFigure,
  units: unitsFigure,
  penalty: penaltyFigure,
  gains: gainsFigure,
  time: timeFigure,
};

/** Panels that only appear where there is something to see. */
export const OCCASIONAL = ["units", "penalty", "gains"];
