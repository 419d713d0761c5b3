// How numbers are written for people.

const SPACE = "\u202f";
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A loss or a norm with three significant digits: 0.0123, 4.56, 1,230, 1.2×10⁻⁵ as on the axes. */
export function figure(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  // Rounded first: 9.999 is 10.0, not 10.00.
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return powered(value);
  if (size >= 1000) return whole(Math.round(value));
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return value.toFixed(size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
}

/** As digits times a power of ten: 1.2×10⁻⁵. */
export function powered(value, decimals = 1) {
  const [digits, exponent] = value.toExponential(decimals).split("e");
  return `${digits}×10${[...exponent.replace("+", "")].map((each) => (each === "-" ? "⁻" : RAISED[each])).join("")}`;
}

/** A share as per cent with one decimal: 96.4 %. */
export function percent(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return `${(value * 100).toFixed(1)}${SPACE}%`;
}

/** A count with thousands marked: 1,797. */
export function whole(value) {
  return value === null || value === undefined ? "–" : value.toLocaleString("en");
}

/** A large count in words that can be compared: 12 thousand, 3.4 million. */
export function rough(value) {
  for (const [size, word] of [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"], [1e4, "thousand"]]) {
    if (value >= size) {
      const shown = value / (word === "thousand" ? 1e3 : size);
      return `${shown >= 10 ? Math.round(shown) : shown.toFixed(1)} ${word}`;
    }
  }
  return whole(value);
}

/** Bytes in the unit people read. */
export function bytes(value) {
  if (value >= 2 ** 20) return `${(value / 2 ** 20).toFixed(value >= 10 * 2 ** 20 ? 0 : 1)} MB`;
  return `${Math.max(1, Math.round(value / 1024))} kB`;
}

/** 1st, 2nd, 3rd, 4th … */
export function ordinal(value) {
  const tens = value % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[value % 10] || "th";
  return `${value}${ending}`;
}

/** "1 layer", "3 layers". */
export function count(value, noun) {
  return `${whole(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** The nearest value that people would type: 1, 1.5, 2, 3, 5 or 7 times a power of ten. */
export function sensible(value) {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 1.5, 2, 3, 5, 7, 10];
  const nearest = steps.reduce((best, step) =>
    Math.abs(Math.log(step * power / value)) < Math.abs(Math.log(best * power / value)) ? step : best);
  return Number((nearest * power).toPrecision(3));
}

/** A typed text as a number, or the text itself: the server then says what is wrong with it. */
export function typed(text) {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : text.trim();
}
