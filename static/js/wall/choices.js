// What somebody chose to look at, kept in the address: after a reload the wall shows the same.

export function chosen(name) {
  return new URLSearchParams(location.search).get(name);
}

/** Writes a choice down; the usual one is left out. */
export function choose(name, value, usual) {
  const address = new URL(location.href);
  if (value === usual) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
}
