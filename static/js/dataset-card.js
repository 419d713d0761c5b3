// What the chosen data set is, in words and counts.

import { make } from "./elements.js";
import { explanation } from "./schema.js";
import { count } from "./numbers.js";

/** Fills the card for a spec and the entry of its data set. `sizes`: samples as the server splits them, null while unknown. */
export function showDataset(card, entry, spec, sizes) {
  if (!entry) return;
  const { sentence, formula } = explanation({ description: entry.help });
  const [title, text, maths, facts, source] = ["title", "text", "formula", "facts", "source"].map((name) => card.querySelector(`[data-dataset="${name}"]`));
  title.textContent = entry.title;
  const picture = card.querySelector('[data-dataset="picture"]');
  picture.dataset.picture = entry.name;
  // Uploaded tables have no picture, whoever uploaded them.
  picture.hidden = entry.name.startsWith("table-");
  text.textContent = sentence;
  maths.textContent = formula;
  maths.hidden = !formula;
  source.textContent = entry.source ? `Source: ${entry.source}` : "";
  facts.replaceChildren(...factsOf(entry, spec, sizes).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

/** [[name, words]] of a data set: what goes in, what comes out, how many samples. Pure. */
export function factsOf(entry, spec, sizes) {
  const inputs = spec.data.features?.length ?? entry.inputs ?? entry.columns.length;
  const answer = entry.task === "regression" ? "a number" : entry.classes.length <= 4
    ? `one of ${entry.classes.length} classes: ${entry.classes.join(", ")}` : `one of ${entry.classes.length} classes`;
  const samples = (split) => (sizes ? count(sizes[`${split}_samples`], "sample") : "–");
  return [
    ["Inputs", inputs <= 4 ? (spec.data.features || entry.columns).join(", ") : count(inputs, "number")],
    ["To predict", answer],
    ["Training", samples("train")],
    ["Validation", samples("validation")],
    ["Test, sealed", samples("test")],
  ];
}
