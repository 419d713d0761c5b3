// Parts of a page that follow what happens on the server: the page is asked for again, and what differs takes its place.

const EVERY = 3000;

/** Without the tokens of forms, which differ each time. */
const content = (part) => part.innerHTML.replaceAll(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
const changed = (old, fresh) => content(old) !== content(fresh) && !old.contains(document.activeElement);

/** Children are known by their ids; those that stay are not touched, so that nobody loses the place in a list. */
function renewList(old, fresh) {
  const wanted = [...fresh.children];
  const known = new Set(wanted.map(({ id }) => id));
  for (const child of [...old.children]) if (!known.has(child.id)) child.remove();
  let place = old.firstElementChild;
  for (const child of wanted) {
    if (place?.id !== child.id) {
      old.insertBefore(child, place);
      continue;
    }
    const next = place.nextElementSibling;
    if (changed(place, child)) place.replaceWith(child);
    place = next;
  }
}

/** Brings the parts of `page`, all `[data-live]`, to what `fresh` shows. */
export function renew(page, fresh) {
  for (const old of page.querySelectorAll("[data-live]")) {
    const part = fresh.querySelector(`[data-live="${old.dataset.live}"]`);
    if (!part) continue;
    if ((old.firstElementChild ?? part.firstElementChild)?.id) renewList(old, part);
    else if (changed(old, part)) old.replaceChildren(...part.childNodes);
  }
}

/** Asks again every few seconds, as long as somebody looks and may look. */
export function follow(page) {
  let timer;
  async function look() {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(page.dataset.liveFrom);
      if (answer.redirected || answer.status === 404) return;
      if (answer.ok) renew(page, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* the next look may find the server again */ }
    clearTimeout(timer);
    timer = setTimeout(look, EVERY);
  }
  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, EVERY);
}
