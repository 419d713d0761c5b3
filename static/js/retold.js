// Lists and tables that change while somebody uses them: an element stays while what it says changes. One that were made
// anew between pressing and letting go would lose the click, and the keyboard its place.

/** Makes `parent` say what the `fresh` elements say. Those with the same data-key, or without one at the same place, stay; events are the list's to hear. */
export function retell(parent, fresh) {
  const held = parent.contains(document.activeElement) ? document.activeElement : null;
  const keyed = new Map([...parent.children].map((child) => [child.dataset?.key, child]));
  const old = [...parent.childNodes];
  const wanted = fresh.map((each, place) => {
    const key = each.dataset?.key;
    const stays = key === undefined ? old[place] : keyed.get(key);
    if (!stays || !alike(stays, each)) return each;
    renew(stays, each);
    return stays;
  });
  const kept = new Set(wanted);
  for (const child of old) if (!kept.has(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.childNodes[place] !== child) parent.insertBefore(child, parent.childNodes[place] ?? null);
  });
  // Whoever walks through the rows by keyboard stays on hers when it moves.
  if (held && held !== document.activeElement && parent.contains(held)) held.focus({ preventScroll: true });
}

function alike(one, other) {
  return one.nodeName === other.nodeName && one.dataset?.key === other.dataset?.key;
}

function renew(old, fresh) {
  if (!fresh.attributes) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  retell(old, [...fresh.childNodes]);
}
