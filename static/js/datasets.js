// The data sets that a page knows, and which settings they use. Pure.

/** Samples of more numbers have no place on a map to click at. */
const MOST_ADDED_COLUMNS = 2;

/** The list with the data set of an experiment, which may be somebody else's table: null, or already there, adds nothing. */
export function including(datasets, entry) {
  return !entry || datasets.some(({ name }) => name === entry.name) ? datasets : [...datasets, entry];
}

/** An entry with the columns that it has with these settings of the data; no columns where they are too many to list. */
export function fitted(entry, data) {
  const chosen = entry?.variants?.find((each) => Object.entries(each.set).every(([name, value]) => data[name] === value));
  return chosen ? { ...entry, inputs: chosen.inputs, columns: chosen.columns } : entry;
}

/** Whether a setting changes which columns a data set has. */
export function changesColumns(entry, path) {
  return Boolean(entry?.variants?.some((each) => Object.keys(each.set).some((name) => path === `data.${name}`)));
}

/** Whether a setting means anything for a data set: some concern only those that the schema names. */
export function concerns(schema, path, entry) {
  if (!entry) return true;
  if (path === "data.samples") return entry.minimum !== entry.maximum;
  if (path === "data.split") return !entry.evaluation;
  if (path === "data.added") return entry.columns.length > 0 && entry.columns.length <= MOST_ADDED_COLUMNS;
  return !schema["x-datasets"] || schema["x-datasets"].includes(entry.name);
}
