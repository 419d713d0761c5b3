// The experiments that were seen last in this browser, to find them again where some are to be compared.

const KEY = "recent-experiments";
const MOST = 12;

/** [{id, title}], the newest first. */
export function recent() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each?.id === "string" && typeof each.title === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(id, title) {
  try {
    localStorage.setItem(KEY, JSON.stringify([{ id, title }, ...recent().filter((each) => each.id !== id)].slice(0, MOST)));
  } catch { /* a private window forgets */ }
}

/** One that is gone. */
export function forget(id) {
  try {
    localStorage.setItem(KEY, JSON.stringify(recent().filter((each) => each.id !== id)));
  } catch { /* a private window knew nothing */ }
}

/** For the next one at this computer. */
export function forgetRecent() {
  try {
    localStorage.removeItem(KEY);
  } catch { /* a private window has forgotten */ }
}
