// The learning rate from which on an optimizer diverges on a bowl: by formula where one is known, else measured. Pure.

const LIMITS = {
  sgd: () => 2,
  momentum: ({ beta }) => 2 * (1 + beta),
  momentum_ema: ({ beta }) => (2 * (1 + beta)) / (1 - beta),
  nesterov: ({ beta }) => (2 * (1 + beta)) / (1 + 2 * beta),
};

/** η above which the optimizer diverges where the largest curvature is λ, as `training/surfaces/shape.py` says it; null: no formula. */
export function stabilityLimit(optimizer, curvature) {
  const limit = LIMITS[optimizer.kind];
  return limit && curvature > 0 ? limit(optimizer) / curvature : null;
}

/** A rule that has left this far behind where it began has diverged; one that came this close has arrived. */
const FAR = 1e6;
const CLOSE = 1e-9;
const STEPS = 4000;
const LOW = 1e-6;
const HIGH = 10;
const HALVINGS = 24;

/**
 * The same limit found by trying: {limit, every}. `fresh(rate)` gives a function(weight, gradient) → next weight that remembers
 * what the rule remembers. `limit` is null where nothing diverges up to η = 10; `every` where all rates do.
 */
export function measuredLimit(fresh, curvature) {
  const end = (rate) => {
    const next = fresh(rate);
    let weight = 1;
    for (let step = 0; step < STEPS; step += 1) {
      weight = next(weight, curvature * weight);
      if (!(Math.abs(weight) < FAR)) return Infinity;
      if (Math.abs(weight) < CLOSE) return 0;
    }
    return Math.abs(weight);
  };
  const diverges = (rate) => end(rate) === Infinity;
  if (!diverges(HIGH)) return { limit: null, every: false };
  // Slowly, but further away with every step.
  if (end(LOW) > 1) return { limit: null, every: true };
  let [below, above] = [LOW, HIGH];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = Math.sqrt(below * above);
    if (diverges(middle)) above = middle;
    else below = middle;
  }
  return { limit: below, every: false };
}
