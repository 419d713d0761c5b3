// What the microscope says in plain words. Pure.

import { layerName } from "../charts/layers.js";
import { count, figure, whole } from "../numbers.js";
import { middle } from "./answer.js";

export const minus = (text) => text.replace(/^-/, "−");
const plain = (value) => minus(figure(value));

/** What was looked at, and whether it is what happened. */
export function seenWords(answer) {
  const { updates, epochs, same } = answer;
  const spread = epochs[0] === epochs.at(-1) ? `epoch ${whole(epochs[0])}` : `epochs ${whole(epochs[0])} to ${whole(epochs.at(-1))}`;
  const which = updates.length === 1 ? `Update ${whole(updates[0])}` : `Updates ${whole(updates[0])} to ${whole(updates.at(-1))}`;
  const exact = { true: ", repeated bit for bit as they were made", false: ". This machine calculates a little differently than the one that trained: the last digits may differ" }[same] ?? "";
  return `${which} (${spread})${exact}.${lostWords(answer)}`;
}

/** From where on a run that diverged has no numbers any more. */
function lostWords({ updates, bands }) {
  const lost = updates.findIndex((_, row) => bands.some(({ update }) => !Number.isFinite(update.values[3 * row + 1])));
  return lost < 0 ? "" : ` From update ${whole(updates[lost])} on, numbers are beyond all bounds: the run has diverged.`;
}

/** The figures of the last update, in the order in which an optimizer works: [{title, text, help}]. */
export function readings(answer, subject) {
  const last = (name) => answer.quantity(name, subject).y.at(-1);
  const layer = subject.unit === null;
  const of = layer ? "In the middle of the layer: " : "";
  const rate = answer.rates.at(-1);
  const effective = last("effective_step");
  const kept = answer.memories.map(({ name, title, help }) => ({ title, text: plain(last(`memory.${name}`)), help: of + help }));
  const gain = answer.memories.some(({ name }) => name === "gain") ? []
    : [{ title: "Gain", text: plain(answer.summary(subject).gain), help: `${of}Over all these updates, how many times farther it went than plain gradient descent would have gone.` }];
  return [
    { title: layer ? "Gradient (size)" : "Gradient g", text: plain(last("gradient")), help: `${of}What the optimizer got, with penalties, clipped where that is set.` },
    ...kept,
    { title: "Effective step", text: plain(effective), help: `${of}−Δw/g, the rate with which plain gradient descent would have made this very step. The learning rate is ${figure(rate)}.` },
    ...gain,
    { title: layer ? "Update (size)" : "Update Δw", text: plain(last("update")), help: `${of}What the optimizer added to the weight.` },
    { title: layer ? "Weight (size)" : "Weight w", text: plain(last("weight") + (layer ? 0 : last("update"))), help: `${of}After the update.` },
  ];
}

/** How consistent a weight's gradients were, and what the optimizer made of it. */
export function consistencyWords(answer, subject) {
  const { consistency, gain } = answer.summary(subject);
  const whose = subject.unit === null ? "In the middle of this layer a weight's" : "This weight's";
  if (answer.quantity("gradient", subject).y.some((value) => !Number.isFinite(value))) return `${whose} gradients are no numbers any more.`;
  if (!Number.isFinite(consistency)) return `${whose} gradients were all 0: nothing moves it.`;
  const own = answer.memories.some(({ name }) => name === "gain");
  const went = own ? `its gain is ${figure(gain)}` : `it went ${figure(gain)} times as far as plain gradient descent would have gone`;
  const flips = consistency > 0.9 ? "hardly ever change their sign" : consistency > 0.5 ? "mostly keep their sign" : consistency > 0.15 ? "often flip" : "cancel out nearly completely";
  return `${whose} gradients ${flips} (consistency ${consistency.toFixed(2)}); ${went}.`;
}

/** Whether consistent weights really get larger gains: the most consistent quarter against the least consistent one. */
export function quartersWords(answer) {
  const known = answer.watched.map((_, index) => [answer.consistency[index], answer.gain[index]]).filter((pair) => pair.every(Number.isFinite));
  if (known.length < 8) return "";
  known.sort((one, other) => one[0] - other[0]);
  const quarter = Math.floor(known.length / 4);
  const [low, high] = [known.slice(0, quarter), known.slice(-quarter)].map((part) => middle(part.map(([, gain]) => gain)));
  const verdict = high > 1.1 * low ? "small but consistent gradients move faster" : low > 1.1 * high ? "here, consistent gradients move more slowly" : "consistency makes no difference here";
  return `The most consistent quarter of the weights has a gain of ${figure(high)}, the least consistent of ${figure(low)}: ${verdict}.`;
}

/** How far mini-batches point away; the last part is the whole network. */
export function noiseWords({ batch, samples, parts }) {
  if (batch >= samples) return `Every batch is all ${whole(samples)} samples: its gradient is the full one, 0° away.`;
  const angle = middle(parts.at(-1).angles);
  if (!Number.isFinite(angle)) return "The gradient of all samples is 0: it points nowhere.";
  const verdict = angle < 30 ? "nearly where all samples point" : angle < 60 ? "roughly where all samples point" : angle < 85 ? "only loosely where all samples point" : "almost anywhere: most of a step is noise";
  return `Batches of ${count(batch, "sample")} out of ${whole(samples)} point ${verdict} (${angle.toFixed(0)}° away in the middle).`;
}

/** One dial in words: "hidden 1: 41° (12° to 83°), 1.6 times as long". */
export function dialWords(noise, part) {
  const name = part === noise.parts.length - 1 ? "all layers" : layerName(part, noise.parts.length - 1);
  const { angles, ratios } = noise.parts[part];
  const [low, angle, high] = [0.1, 0.5, 0.9].map((share) => middle(angles, share));
  if (!Number.isFinite(angle)) return { name, angle: "–", more: "no gradient", label: `${name}: no gradient` };
  const degrees = (value) => `${value.toFixed(value < 9.95 && value > 0.05 ? 1 : 0)}°`;
  const spread = noise.batches > 1 ? `${degrees(low)} to ${degrees(high)}, ` : "";
  const more = `${spread}${figure(middle(ratios))}× as long`;
  return { name, angle: degrees(angle), more, label: `${name}: mini-batches point ${degrees(angle)} away from the full gradient (${more})` };
}
