// What a search tries in place of a setting's own value, in words. Pure.

import { count } from "./numbers.js";
import { variedPaths } from "./vary-notice.js";

const MOST = 5;

/** Every path in which the runs differ, with its values: Map of path → "0.0001 to 1, logarithmic". */
export function variedInWords(vary) {
  return new Map(variedPaths(vary).map((path) => [path, vary.axes ? axis(vary.axes[path]) : listed(vary.runs.filter((run) => path in run.set).map((run) => run.set[path]))]));
}

function axis({ kind, low, high, values }) {
  if (kind === "choice") return listed(values);
  return `${low} to ${high}${{ log_uniform: ", logarithmic", int: ", whole numbers" }[kind] ?? ""}`;
}

function listed(values) {
  const told = [...new Set(values.map(short))];
  return told.length > MOST ? `${told.slice(0, MOST - 1).join(", ")} … ${told.at(-1)}` : told.join(", ");
}

function short(value) {
  if (value === null) return "off";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.every((each) => each?.units) ? value.map((each) => each.units).join(" – ") || "none" : count(value.length, "value");
  if (typeof value === "object") return String(value.kind ?? "…").replaceAll("_", " ");
  return String(value).replaceAll("_", " ");
}

/** The groups of settings in words, with what varies in the place of a value that no run has. */
export function withVaried(groups, vary) {
  const varied = variedInWords(vary);
  if (varied.size === 0) return groups;
  const told = groups.map((group) => ({ ...group, lines: group.lines.map((line) => {
    const path = [...varied.keys()].find((each) => line.path === each || line.path === `${each}.kind` || each.startsWith(`${line.path}.`));
    if (!path) return line;
    const text = varied.get(path);
    varied.delete(path);
    const inner = path.startsWith(`${line.path}.`) ? `${line.text}; ${path.slice(line.path.length + 1)}: ${text}` : text;
    return { ...line, text: inner, changed: true, varied: true, before: "" };
  }) }));
  // What the base experiment has no line for, such as a setting of another optimizer.
  const others = [...varied].map(([path, text]) => ({ path, label: path.replaceAll("_", " "), text, changed: true, varied: true, before: "", routine: false }));
  return others.length ? [...told, { title: "Varied", lines: others }] : told;
}
