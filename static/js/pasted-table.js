// A table that is pasted anywhere on the page opens the dialog for own data, with the table in it.

const SEPARATORS = ["\t", ";", ","];
const LOOKED_AT = 20;

/** Whether a text is rows of equally many cells, as spreadsheets and CSV files give them. Pure. */
export function looksTabular(text) {
  const lines = text.trim().split(/\r?\n/).slice(0, LOOKED_AT);
  if (lines.length < 3) return false;
  return SEPARATORS.some((separator) => {
    const cells = lines.map((line) => line.split(separator).length);
    return cells[0] > 1 && cells.every((each) => each === cells[0]);
  });
}

/** `offer(text)` gets the table. What is pasted into a field stays there. */
export function listenForTables(offer) {
  document.addEventListener("paste", (event) => {
    if (event.target.closest?.("input, textarea, [contenteditable], dialog")) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!looksTabular(text)) return;
    event.preventDefault();
    offer(text);
  });
}
