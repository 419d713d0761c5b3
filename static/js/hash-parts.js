// What stands behind the # of an address: parts apart by &, each with its key, so that several parts of a page keep theirs. Pure.

const partsOf = (hash) => hash.replace(/^#/, "").split("&").filter(Boolean);

/** The same behind-the-# with this text at a key; without the key where there is no text. Other parts stay as they are. */
export function withPart(hash, key, text) {
  const others = partsOf(hash).filter((part) => !part.startsWith(`${key}=`));
  const parts = text ? [...others, `${key}=${text}`] : others;
  return parts.length ? `#${parts.join("&")}` : "";
}

/** The text at a key, or ""; also of one that somebody cut off within a %2C. */
export function partIn(hash, key) {
  const text = partsOf(hash).find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1) ?? "";
  try { return decodeURIComponent(text); } catch { return text; }
}

/** Puts a text at a key of this page's address. */
export function putPart(key, text) {
  const hash = withPart(location.hash, key, text);
  if (hash !== location.hash) history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
}
