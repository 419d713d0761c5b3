// What a lesson says about the runs of whoever looks: every claim with their numbers, and whether it held.

import { make } from "../elements.js";
import { count } from "../numbers.js";

/** A sentence about one claim: {text, held, of, holds, checked: {held, of} or null, edited}. Pure. */
export function verdictOf({ held, of, holds, checked = null, edited = false }) {
  if (edited) return "Not checked: edited by your teacher.";
  const own = of === 1 ? (held ? "It holds." : "It does not hold here.") : `It held with ${held} of ${count(of, "seed")}.`;
  const known = checked?.of > 1 ? ` Checked: it held in ${checked.held} of ${checked.of} seeds.` : "";
  if (holds) return own + known;
  return checked && checked.of > 1
    ? `Not with your numbers: it held in ${checked.held} of ${checked.of} checked seeds. Draw another seed and compare.`
    : "Not with your numbers. Draw another seed and compare.";
}

/** Writes the claims into their list. */
export function showClaims(list, claims) {
  list.replaceChildren(...claims.map((claim) => make(
    "li", { class: claim.edited ? "is-new" : claim.holds ? "" : "is-not" },
    make("p", {}, make("span", { "aria-hidden": "true" }, claim.edited ? "· " : claim.holds ? "✓ " : "≠ "), claim.text),
    make("p", { class: "claim-verdict" }, [verdictOf(claim), claim.checked?.of > 1 ? claim.checked.values : ""].filter(Boolean).join(" ")),
  )));
}
