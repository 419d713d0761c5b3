// The keyboard: space trains or pauses, → trains one epoch, r resets, ? tells about the keys.

const TAKEN = "input, select, textarea, [contenteditable]";

/** Listens for keys and calls `actions[key]`, unless the student is typing or a dialog is open. */
export function listenForKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest(TAKEN) || document.querySelector("dialog[open]")) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || event.key === "ArrowRight") action();
  });
}

/** The dialog that lists the keys. */
export function showKeys() {
  document.querySelector("[data-keys-dialog]").showModal();
}
