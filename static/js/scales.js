// Where a value stands on its slider, and which value a position means. Pure.

import { sensible } from "./numbers.js";

/** {min, max, step, position(value), value(position)} for a number's schema, or null where a slider makes no sense. */
export function scaleFor(schema) {
  if (schema["x-choices"]) return stops(schema["x-choices"]);
  const low = schema.minimum ?? schema.exclusiveMinimum;
  const high = schema.maximum ?? schema.exclusiveMaximum;
  const integer = schema.type === "integer";
  if (low === undefined || high === undefined || high > 1e6) return null;
  const wide = integer && high - low >= 200;
  return schema["x-scale"] === "log" || wide ? logarithmic(low, high, integer) : linear(low, high, integer, schema);
}

/** A slider with the sensible values as its stops; any other value stands in between. */
function stops(choices) {
  const numbers = choices.filter((choice) => typeof choice === "number");
  return {
    min: 0,
    max: choices.length - 1,
    step: "any",
    position(value) {
      const exact = choices.indexOf(value);
      if (exact >= 0 || typeof value !== "number") return Math.max(0, exact);
      const above = numbers.findIndex((number) => number > value);
      if (above < 0) return numbers.length - 1;
      if (above === 0) return 0;
      const [low, high] = [numbers[above - 1], numbers[above]];
      const part = low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
      return above - 1 + part;
    },
    value: (position) => choices[Math.round(position)],
    next: (position, direction) => choices[clamp(direction > 0 ? Math.floor(position + 1e-9) + 1 : Math.ceil(position - 1e-9) - 1, 0, choices.length - 1)],
  };
}

function logarithmic(low, high, integer) {
  const floor = low > 0 ? low : integer ? 1 : 1e-10;
  const [min, max] = [Math.log10(floor), Math.log10(high)];
  const rounded = (position) => {
    if (low === 0 && integer && position <= min) return 0;
    const near = sensible(10 ** position);
    return clamp(integer ? Math.round(near) : near, low, high);
  };
  return {
    min,
    max,
    step: (max - min) / 200,
    position: (value) => Math.log10(clamp(value || floor, floor, high)),
    value: rounded,
    next(position, direction) {
      const here = rounded(position);
      for (let step = 1; step <= 40; step += 1) {
        const there = rounded(position + direction * step * 0.04);
        if (there !== here) return there;
      }
      return here;
    },
  };
}

function linear(low, high, integer, schema) {
  const step = integer ? 1 : Number((10 ** Math.floor(Math.log10((high - low) / 20))).toPrecision(1));
  const last = schema.exclusiveMaximum === undefined ? high : high - step;
  const first = schema.exclusiveMinimum === undefined ? low : low + step;
  const rounded = (position) => Number(clamp(Math.round(position / step) * step, first, last).toPrecision(6));
  return {
    min: first, max: last, step,
    position: (value) => clamp(Number(value) || first, first, last),
    value: rounded,
    next: (position, direction) => rounded(position + direction * step),
  };
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
