// The keyboard: space trains or pauses, → trains one epoch, r resets, ? tells about the keys.

const TAKEN = "input, select, textarea, [contenteditable], [role=slider], [role=application]";
/** What the arrow keys scroll. */
const SCROLLED = "[role=region][tabindex]";
const KEPT = "single-keys";
const TYPED = "input:not([type=range], [type=checkbox], [type=radio]), textarea, [contenteditable]";

/** The name of a pressed key: "r", "Control+z", "Control+Shift+z". Command counts as Control. Pure. */
export function nameOfKey({ key, ctrlKey, metaKey, shiftKey }) {
  if (!ctrlKey && !metaKey) return key;
  return `Control+${shiftKey ? "Shift+" : ""}${key.toLowerCase()}`;
}

/** Whether keys without Control act on the whole page: who speaks to the computer, or slips, switches them off. */
export function singleKeys() {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
}

function setSingleKeys(on) {
  try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* a private window cannot keep it */ }
}

/** Listens for keys and calls `actions[name]`, unless the student is typing or a dialog is open. */
export function listenForKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const name = nameOfKey(event);
    if (!name.startsWith("Control+") && !singleKeys()) return;
    // A text field takes its own typing back; a list or a slider has nothing of its own to undo.
    if (event.target.closest(name.includes("+") ? TYPED : TAKEN)) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    if (event.key.startsWith("Arrow") && event.target.closest(SCROLLED)) return;
    const action = actions[name];
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || event.key === "ArrowRight") action();
  });
}

/** The dialog that lists the keys. */
export function showKeys() {
  const dialog = document.querySelector("[data-keys-dialog]");
  const box = dialog.querySelector("[data-single-keys]");
  box.checked = singleKeys();
  box.onchange = () => setSingleKeys(box.checked);
  dialog.showModal();
}
