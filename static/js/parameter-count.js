// How many numbers training sets, counted in the browser: the server says the same a moment later. Pure.

/** The parameters of a network; null where only the server knows how many inputs there are. */
export function parameterCount({ data, network, loss }, entry) {
  const columns = data.features?.length ?? entry?.inputs;
  if (!columns || data.expansion?.kind !== "none" || entry.task === undefined) return null;
  const outputs = entry.task === "regression" || loss.kind === "bce" ? 1 : entry.classes.length;
  const sizes = [columns, ...network.hidden.map((layer) => layer.units), outputs];
  if (!sizes.every((size) => Number.isInteger(size) && size > 0)) return null;
  const weights = sizes.slice(1).reduce((sum, size, index) => sum + (sizes[index] + 1) * size, 0);
  // A normalized layer has a gain and an offset for each unit besides.
  return weights + network.hidden.reduce((sum, layer) => sum + (layer.normalization === "none" ? 0 : 2 * layer.units), 0);
}
