// Values of settings as short texts that people type, and back. Pure.

import { typed } from "../numbers.js";
import { same } from "../schema.js";

/** One value as text: 0.01, "8, 8" for layers, the title of an option; nothing is what no number means. */
export function shownValue(setting, value) {
  if (setting.type === "layers") return value.length ? value.map((layer) => layer.units).join(", ") : "none";
  if (setting.type === "options") return setting.options.find((each) => same(each.value, value))?.title ?? String(value?.kind ?? value).replaceAll("_", " ");
  return value === null ? setting.schema["x-empty"] ?? "off" : String(value);
}

/** What a typed text means; a text that means nothing stays one, and the server says what is wrong with it. */
export function readValue(setting, text) {
  const plain = text.trim();
  if (setting.type === "layers") return readLayers(setting, plain);
  if (setting.type === "options") return setting.options.find((each) => each.title === plain)?.value ?? plain;
  const word = setting.schema["x-empty"] ?? "off";
  return setting.schema.nullable && (plain === "" || plain === word) ? null : typed(plain);
}

/** Several values in one line: numbers apart by commas, networks by semicolons. */
export function shownValues(setting, values) {
  return values.map((each) => shownValue(setting, each)).join(separator(setting) + " ");
}

export function readValues(setting, text) {
  const parts = text.split(separator(setting)).map((each) => each.trim());
  return parts.filter((each) => each !== "").map((each) => readValue(setting, each));
}

function separator({ type }) {
  return type === "layers" ? ";" : ",";
}

/** "8, 4": each new layer is like the present one in its place, or like the last. */
function readLayers({ value: hidden }, text) {
  if (text === "none") return [];
  const like = (index) => hidden[index] ?? hidden.at(-1) ?? { activation: { kind: "tanh" } };
  return text.split(/[,\s]+/).filter(Boolean).map((units, index) => ({ ...like(index), units: typed(units) }));
}
