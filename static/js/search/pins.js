// The trials that somebody pinned: first in the table, first among the maps. Kept in this browser, for each experiment.

const news = new EventTarget();
const NAME = "descent-pins";
/** Experiments whose pins are kept; those pinned longest ago go first. */
const MOST = 50;

function all() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}

/** The numbers of the pinned trials of an experiment. */
export function pinsOf(id) {
  return new Set(id ? (all()[id] ?? []) : []);
}

export function togglePin(id, number) {
  const pins = pinsOf(id);
  if (!pins.delete(number)) pins.add(number);
  const { [id]: _, ...others } = all();
  const kept = Object.entries(pins.size ? { ...others, [id]: [...pins] } : others).slice(-MOST);
  try {
    localStorage.setItem(NAME, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // A browser that keeps nothing forgets pins, too.
  }
  news.dispatchEvent(new CustomEvent("pins"));
}

/** Calls `hear()` after every change. */
export function listenForPins(hear) {
  news.addEventListener("pins", hear);
}
