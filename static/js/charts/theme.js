// The tokens as plain colours: Plotly understands no CSS variables.

const TOKENS = [
  "surface-raised", "text", "muted", "train", "validation", "test", "grid", "axis", "border", "accent", "danger", "warning",
  "run-1", "run-2", "run-3", "run-4", "run-5", "run-6", "run-7", "run-8", "negative", "zero", "positive", "weight-1", "weight-2",
];
let known = null;
document.addEventListener("theme-changed", () => { known = null; });

/** Name of the token → colour, and the font. Read once, until light and dark change places. */
export function theme() {
  known ??= read();
  return known;
}

function read() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const colours = {};
  for (const name of TOKENS) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return { ...colours, font: getComputedStyle(document.body).fontFamily };
}
