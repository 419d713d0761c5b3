// What the chosen data set is, in words and counts.

import { Clips } from "./clips.js";
import { make } from "./elements.js";
import { explanation } from "./schema.js";
import { count } from "./numbers.js";

const clips = new WeakMap();

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
  const panel = card.querySelector('[data-dataset="clips"]');
  if (!clips.has(card)) clips.set(card, new Clips(panel));
  clips.get(card).show(entry, spec.data);
  facts.replaceChildren(...factsOf(entry, spec, sizes).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

/** [[name, words]] of a data set: what goes in, what comes out, how many samples. Pure. */
export function factsOf(entry, spec, sizes) {
  const answer = entry.task === "regression" ? "a number" : entry.classes.length <= 4
    ? `one of ${entry.classes.length} classes: ${entry.classes.join(", ")}` : `one of ${entry.classes.length} classes`;
  const samples = (split) => (sizes ? count(sizes[`${split}_samples`], "sample") : "–");
  return [
    ["Inputs", inputsInWords(entry, spec.data.features, typeof sizes?.inputs === "number" ? sizes.inputs : null)],
    ["To predict", answer],
    ["Training", samples("train")],
    ["Validation", samples("validation")],
    ["Test, sealed", samples("test")],
  ];
}

/** "x₁, x₂²", or how many where they are many or an expansion made more of them. */
function inputsInWords(entry, features, inputs) {
  const names = features || entry.columns;
  const columns = features?.length ?? entry.inputs ?? names.length;
  const few = columns <= 4 && names.length === columns;
  const shown = few ? names.map((name) => entry.tiles?.find((tile) => tile.name === name)?.shown ?? name).join(", ") : null;
  if (inputs !== null && inputs !== columns) return `${count(inputs, "number")} made of ${shown ?? count(columns, "column")}`;
  return shown ?? count(columns, "number");
}
