// What this browser wants its experiments to be trained on: chosen on the page of the nodes, kept until it is changed.

const KEY = "descent.device";

/** "any", "cpu" or "cuda". */
export function deviceWish() {
  try {
    return localStorage.getItem(KEY) ?? "any";
  } catch { // a browser may forbid it
    return "any";
  }
}

export function setDeviceWish(device) {
  try {
    if (device === "any") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, device);
  } catch { /* then it holds for no page but this one */ }
}

/** The part of an address that asks for it. */
export function wishedDevice() {
  const device = deviceWish();
  return device === "cpu" || device === "cuda" ? `&device=${device}` : "";
}
