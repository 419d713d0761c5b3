// What the chosen data set is, in words and counts.

import { make } from "./elements.js";
import { explanation } from "./schema.js";
import { count, whole } from "./numbers.js";

/** Fills the card for a spec and the entry of its data set. */
export function showDataset(card, entry, spec) {
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
  facts.replaceChildren(...factsOf(entry, spec).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

function factsOf(entry, spec) {
  const samples = typeof spec.data.samples === "number" ? spec.data.samples : entry.samples;
  const inputs = (spec.data.features || entry.columns).length;
  const answer = entry.task === "regression" ? "a number" : entry.classes.length <= 4
    ? `one of ${entry.classes.length} classes: ${entry.classes.join(", ")}` : `one of ${entry.classes.length} classes`;
  const validation = Math.round(samples * spec.data.split.validation);
  const test = Math.round(samples * spec.data.split.test);
  return [
    ["Inputs", inputs <= 4 ? (spec.data.features || entry.columns).join(", ") : count(inputs, "number")],
    ["To predict", answer],
    ["Training", count(samples - validation - test, "sample")],
    ["Validation", count(validation, "sample")],
    ["Test, sealed", `${whole(test)} sample${test === 1 ? "" : "s"}`],
  ];
}
