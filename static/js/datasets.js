// The data sets that a page knows, and which settings they use. Pure.

/** The list with the data set of an experiment, which may be somebody else's table: null, or already there, adds nothing. */
export function including(datasets, entry) {
  return !entry || datasets.some(({ name }) => name === entry.name) ? datasets : [...datasets, entry];
}

/** Whether a setting means anything for a data set: some concern only those that the schema names. */
export function concerns(schema, path, entry) {
  if (!entry) return true;
  if (path === "data.samples") return entry.minimum !== entry.maximum;
  if (path === "data.split") return !entry.evaluation;
  return !schema["x-datasets"] || schema["x-datasets"].includes(entry.name);
}
