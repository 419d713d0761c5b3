// Numbers of the lab as people read them: five digits, and no zeros that say nothing. Pure.

import { figure } from "../numbers.js";

/** 40,006, 0.04, 0.009999, −0.98020, 4.9500×10⁻⁵ … */
export function shown(value) {
  if (!Number.isFinite(value)) return "∞";
  const rounded = Number(value.toPrecision(5));
  if (rounded === 0) return "0";
  const size = Math.abs(rounded);
  if (size < 1e-4 || size >= 1e7) return figure(value).replace("-", "−");
  return rounded.toLocaleString("en", { maximumSignificantDigits: 5 }).replace("-", "−");
}
