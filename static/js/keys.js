// The keyboard: space trains or pauses, → trains one epoch, r resets, ? tells about the keys.

const TAKEN = "input, select, textarea, [contenteditable], [role=slider], [role=application]";
const TYPED = "input:not([type=range], [type=checkbox], [type=radio]), textarea, [contenteditable]";

/** The name of a pressed key: "r", "Control+z", "Control+Shift+z". Command counts as Control. Pure. */
export function nameOfKey({ key, ctrlKey, metaKey, shiftKey }) {
  if (!ctrlKey && !metaKey) return key;
  return `Control+${shiftKey ? "Shift+" : ""}${key.toLowerCase()}`;
}

/** Listens for keys and calls `actions[name]`, unless the student is typing or a dialog is open. */
export function listenForKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const name = nameOfKey(event);
    // A text field takes its own typing back; a list or a slider has nothing of its own to undo.
    if (event.target.closest(name.includes("+") ? TYPED : TAKEN)) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    const action = actions[name];
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || event.key === "ArrowRight") action();
  });
}

/** The dialog that lists the keys. */
export function showKeys() {
  document.querySelector("[data-keys-dialog]").showModal();
}
