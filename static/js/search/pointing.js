// One trial is pointed at, wherever: in the table, on a map, in a chart. Whoever hovers tells, all others mark it.

let pointed = null;
let shown = 1;
document.addEventListener("runshown", ({ detail }) => { shown = detail; });
document.addEventListener("trialpointed", ({ detail }) => { pointed = detail ?? null; });

/** The run whose network the pictures show: for parts of the page that came later than the news of it. */
export const shownRun = () => shown;

/** The trial that is pointed at, or null. */
export const pointedTrial = () => pointed;

/** Tells which trial is pointed at, or none (null). */
export function pointAt(number) {
  if (number !== pointed) document.dispatchEvent(new CustomEvent("trialpointed", { detail: number }));
}

/** Rows, maps and the like that carry data-trial, inside `element`: pointing at one tells of it, and the one told of is marked. */
export function sharePointing(element) {
  const numberOf = (target) => Number(target.closest?.("[data-trial]")?.dataset.trial) || null;
  for (const name of ["pointerover", "focusin"]) element.addEventListener(name, ({ target }) => pointAt(numberOf(target)));
  for (const name of ["pointerleave", "focusout"]) element.addEventListener(name, () => pointAt(null));
  document.addEventListener("trialpointed", () => mark(element));
}

/** After `element` was drawn anew. */
export function mark(element) {
  for (const each of element.querySelectorAll("[data-trial]")) each.classList.toggle("is-pointed", pointed !== null && Number(each.dataset.trial) === pointed);
}
