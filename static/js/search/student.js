// How far a mean of few measurements may be trusted: Student's t distribution, and intervals from it. Pure.

/**
 * P(|T| ≤ t) with whole degrees of freedom. A finite sum in θ = arctan(t/√ν): exact, and quick for the few that occur.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
 */
export function within(t, degrees) {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t that |T| stays below with this confidence (0.95: in 95 of 100 cases). */
export function critical(degrees, confidence = 0.95) {
  let [low, high] = [0, 1];
  while (within(high, degrees) < confidence) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
  return high;
}

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sample standard deviation, with n − 1; null of fewer than two. */
export function deviation(values) {
  if (values.length < 2) return null;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** {count, mean, deviation, low, high}: the mean and its interval, mean ± t·s/√n; low and high are null of fewer than two. */
export function interval(values, confidence = 0.95) {
  const count = values.length;
  const middle = count ? mean(values) : null;
  const spread = deviation(values);
  if (spread === null) return { count, mean: middle, deviation: null, low: null, high: null };
  const reach = (critical(count - 1, confidence) * spread) / Math.sqrt(count);
  return { count, mean: middle, deviation: spread, low: middle - reach, high: middle + reach };
}
