// Single values of settings as short texts, and back. Pure.

import { isRule } from "./schema.js";

/** A text of an address that says nothing; its message is a sentence. */
export class Unreadable extends Error {}

/** A value as text: 0.01, relu, on, 8,8 or rows 1,2;3,4; nothing stands for null, JSON for what has no short form. */
export function write(value, schema) {
  if (value === null) return schema.type === "switch" ? "off" : "";
  if (isRule(schema)) return written(value);
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return list(value, schema);
  if (Array.isArray(value) && value.every(Array.isArray)) return value.map((row) => row.join(",")).join(";");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Commas inside of a word are escaped; a comma at the end tells a list of one from a single number. */
function list(values, schema) {
  const words = values.map((each) => String(each).replace(/[%,]/g, encodeURIComponent));
  return words.join(",") + (words.length === 1 && types(schema).includes("number") ? "," : "");
}

/** The value that a text stands for where the schema is expected; throws Unreadable. */
export function parse(text, schema) {
  if (schema.type === "switch") return onOrOff(text);
  const options = schema.anyOf || [schema];
  if (text === "" && types(schema).includes("null")) return null;
  const read = options.map((each) => READERS[kindOf(each)]?.(text, { ...each })).find((value) => value !== undefined);
  if (read === undefined) throw new Unreadable(`“${text.slice(0, 60)}” does not fit here${wanted(schema)}.`);
  return read;
}

function kindOf(schema) {
  if (schema.const !== undefined) return "const";
  if (schema.enum) return "enum";
  if (isRule(schema)) return "lines";
  if (schema.type === "array" && ["string", "number", "integer"].includes(schema.items?.type)) return "list";
  if (schema.type === "array" && schema.items?.items) return "rows";
  return schema.type in READERS ? schema.type : "json";
}

const READERS = {
  const: (text, schema) => (text === String(schema.const) ? schema.const : undefined),
  enum: (text, schema) => (schema.enum.includes(text) ? text : undefined),
  boolean: (text) => onOrOff(text),
  lines: (text, schema) => {
    const rule = readLines(text);
    return rule.length <= (schema.maxLength ?? Infinity) ? rule : undefined;
  },
  string: (text, schema) => (text.length <= (schema.maxLength ?? Infinity) && !/[\x00-\x1f\x7f]/.test(text) ? text : undefined),
  number: (text, schema) => within(text, schema),
  integer: (text, schema) => (Number.isInteger(Number(text)) ? within(text, schema) : undefined),
  list(text, schema) {
    if (schema.items.type !== "string" && !text.includes(",") && schema.minItems === undefined) return undefined;
    const words = text.replace(/,$/, "").split(",");
    const read = words.map((each) => READERS[schema.items.type](unescaped(each), schema.items));
    return read.includes(undefined) ? undefined : read;
  },
  rows(text, schema) {
    const rows = text === "" ? [] : text.split(";").map((row) => READERS.list(row, schema.items));
    return rows.includes(undefined) ? undefined : rows;
  },
  json(text) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  },
};

function within(text, { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity }) {
  const value = text.trim() === "" ? NaN : Number(text);
  const fits = value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
  return Number.isFinite(value) && fits ? value : undefined;
}

/** Lines of a rule as people would type them into an address, "a = g^2;w = w - a"; what this would not bring back ends with a line break. */
function written(rule) {
  return /[;#]|\n$/.test(rule) ? `${rule}\n` : rule.replaceAll("\n", ";");
}

function readLines(text) {
  return text.endsWith("\n") ? text.slice(0, -1) : text.replaceAll(";", "\n");
}

function onOrOff(text) {
  if (["on", "true", "1"].includes(text)) return true;
  if (["off", "false", "0", ""].includes(text)) return false;
  throw new Unreadable(`“${text.slice(0, 60)}” is neither on nor off.`);
}

function unescaped(word) {
  return word.replace(/%2C|%25/g, decodeURIComponent);
}

function types(schema) {
  return (schema.anyOf || [schema]).map((each) => each.type);
}

function wanted(schema) {
  const [one] = schema.anyOf || [schema];
  if (one.enum) return `: choose one of ${one.enum.join(", ")}`;
  const low = one.minimum ?? one.exclusiveMinimum;
  const high = one.maximum ?? one.exclusiveMaximum;
  const what = { integer: "a whole number", number: "a number" }[one.type];
  if (!what) return "";
  return `: ${what}${low === undefined || high === undefined ? "" : ` from ${low} to ${high}`} is wanted`;
}
