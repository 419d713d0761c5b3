// Sorting, searching and pinning of trials, and which rows of thousands a table draws. Pure.

const TERM = /^(.+?)\s*(<=|>=|≤|≥|<|>|=)\s*(.+)$/;

/** Trials in the order of a column {value}; `descending`; what has no value comes last either way, equal ones in their own order. */
export function sorted(trials, column, descending) {
  if (!column) return [...trials];
  const values = new Map(trials.map((trial) => [trial, column.value(trial)]));
  const sign = descending ? -1 : 1;
  return [...trials].sort((one, other) => {
    const [left, right] = [values.get(one), values.get(other)];
    if (left === null || right === null) return (left === null) - (right === null) || one.number - other.number;
    const order = typeof left === "number" && typeof right === "number" ? left - right : String(left).localeCompare(String(right), "en", { numeric: true });
    return sign * order || one.number - other.number;
  });
}

/** Pinned trials first, each part in its order. */
export function pinnedFirst(trials, pinned) {
  return [...trials.filter(({ number }) => pinned.has(number)), ...trials.filter(({ number }) => !pinned.has(number))];
}

/**
 * A function that says whether a trial fits a search: parts with commas between, all of which must hold. "adam" looks
 * for a word in the row; "learning rate < 0.1" compares a column whose label begins so, or has it inside.
 */
export function filterOf(text, columns) {
  const tests = text.split(/[,;]/).map((part) => part.trim().toLowerCase()).filter(Boolean).map((part) => termOf(part, columns));
  return (trial) => tests.every((test) => test(trial));
}

function termOf(part, columns) {
  const [, name, sign, wanted] = part.match(TERM) ?? [];
  const column = name && (columns.find(({ label }) => label.toLowerCase().startsWith(name)) ?? columns.find(({ label }) => label.toLowerCase().includes(name)));
  if (!column) return (trial) => [trial.name, `#${trial.number}`, trial.group, ...columns.map(({ text }) => text(trial))].some((cell) => String(cell ?? "").toLowerCase().includes(part));
  const number = Number(wanted.replace("%", "").trim()) / (wanted.includes("%") ? 100 : 1);
  return (trial) => {
    const value = column.value(trial);
    if (value === null) return false;
    if (typeof value !== "number" || Number.isNaN(number)) return sign === "=" && String(column.text(trial)).toLowerCase().includes(wanted);
    return { "<": value < number, ">": value > number, "<=": value <= number, "≤": value <= number, ">=": value >= number, "≥": value >= number, "=": value === number }[sign];
  };
}

/** {first, last, above, below}: which of `total` rows of one height a scrolled region shows, and the pixels left out around them. */
export function windowOf({ scrolled, height, row, total, spare = 8 }) {
  const first = Math.max(0, Math.min(total, Math.floor(scrolled / row) - spare));
  const last = Math.min(total, Math.ceil((scrolled + height) / row) + spare);
  return { first, last: Math.max(first, last), above: first * row, below: Math.max(0, (total - last) * row) };
}
