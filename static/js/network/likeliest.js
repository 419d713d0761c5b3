// The class that a network thinks most likely. Pure.

/** The class of one cell or sample; `outputs` holds one array per class. */
export function likeliestAt(outputs, cell) {
  let best = 0;
  for (let index = 1; index < outputs.length; index += 1) if (outputs[index][cell] > outputs[best][cell]) best = index;
  return best;
}
