// Noise for gradients: normal numbers by seed, step and place, the same as those of training/surfaces/noise.py. Pure.

const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57];
const KEY_STEPS = [0x9e3779b9, 0xbb67ae85];
const ROUNDS = 10;
const PURPOSE = 0x5f0e0a11;

/** The upper 32 bits of a product of two 32-bit numbers. */
function upper(one, other) {
  const [oneHigh, oneLow, otherHigh, otherLow] = [one >>> 16, one & 0xffff, other >>> 16, other & 0xffff];
  const middle = oneHigh * otherLow + ((oneLow * otherLow) >>> 16);
  const rest = oneLow * otherHigh + (middle & 0xffff);
  return (oneHigh * otherHigh + (middle >>> 16) + (rest >>> 16)) >>> 0;
}

/** Philox 4x32-10: four 32-bit numbers for four of a counter and two of a key. */
export function philox(counter, key) {
  let [a, b, c, d] = counter;
  let [first, second] = key;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const [one, other] = [upper(MULTIPLIERS[0], a), upper(MULTIPLIERS[1], c)];
    const [oneLow, otherLow] = [Math.imul(MULTIPLIERS[0], a), Math.imul(MULTIPLIERS[1], c)];
    [a, b, c, d] = [(other ^ b ^ first) >>> 0, otherLow >>> 0, (one ^ d ^ second) >>> 0, oneLow >>> 0];
    first = (first + KEY_STEPS[0]) >>> 0;
    second = (second + KEY_STEPS[1]) >>> 0;
  }
  return [a, b, c, d];
}

/** Fills `into` with normal numbers of mean 0 and deviation 1. */
export function standardNormal(seed, step, into) {
  for (let place = 0; place < into.length; place += 2) {
    const words = philox([step, Math.floor(place / 4), 0, 0], [seed, PURPOSE]);
    const at = place % 4;
    const radius = Math.sqrt(-2 * Math.log((words[at] + 0.5) / 2 ** 32));
    const angle = 2 * Math.PI * ((words[at + 1] + 0.5) / 2 ** 32);
    into[place] = radius * Math.cos(angle);
    if (place + 1 < into.length) into[place + 1] = radius * Math.sin(angle);
  }
  return into;
}
