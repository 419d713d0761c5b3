// Numbers of the lab as people read them: five digits, and no zeros that say nothing. Pure.

import { powered } from "../numbers.js";

/** Made once: a new one for every number would take longer than everything else that is drawn. */
const FIVE_DIGITS = new Intl.NumberFormat("en", { maximumSignificantDigits: 5 });

/** 40,006, 0.04, 0.009999, −0.98020, 4.950×10⁻⁵ … */
export function shown(value) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const rounded = Number(value.toPrecision(5));
  if (rounded === 0) return "0";
  const size = Math.abs(rounded);
  if (size < 1e-4 || size >= 1e7) return powered(value, 3).replace("-", "−");
  return FIVE_DIGITS.format(rounded).replace("-", "−");
}
