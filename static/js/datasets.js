// The data sets that a page knows. Pure.

/** The list with the data set of an experiment, which may be somebody else's table: null, or already there, adds nothing. */
export function including(datasets, entry) {
  return !entry || datasets.some(({ name }) => name === entry.name) ? datasets : [...datasets, entry];
}
