// The lanes of a race as a table: which settings its columns are, and what each lane has in them. Pure.

import { sensible } from "../numbers.js";
import { resolve, same, variants } from "../schema.js";
import { converted, isWide, proposedAxis } from "./axis-proposals.js";
import { shownValue } from "./value-texts.js";

/** Lanes that differ in one setting: a few values over its range. */
export function firstLanes(setting) {
  return lanesOver(setting, converted(setting, proposedAxis(setting), "choice").values);
}

/** One lane for each value of a setting, named by it. */
export function lanesOver(setting, values) {
  return values.map((value) => ({ name: "", set: { [setting.path]: value } }));
}

/** The settings in which lanes differ, in the order of their first appearance. */
export function columnsOf(runs) {
  return [...new Set(runs.flatMap((run) => Object.keys(run.set)))];
}

/** Lanes whose whole groups ("optimizer": {"kind": "adam", …}) are told by their single settings, which a table can show. */
export function flattened(root, runs) {
  return runs.map((run) => ({ ...run, set: Object.fromEntries(Object.entries(run.set).flatMap(([path, value]) => single(root, path, value))) }));
}

function single(root, path, value) {
  const schema = root.properties[path] && resolve(root, root.properties[path]);
  const member = schema?.oneOf && variants(root, schema).find((each) => each.kind === value?.kind);
  if (!member) return [[path, value]];
  const inner = Object.entries(value).filter(([name, each]) => name !== "kind" && !same(each, resolve(root, member.schema.properties[name] ?? {}).default));
  return [[`${path}.kind`, value.kind], ...inner.map(([name, each]) => [`${path}.${name}`, each])];
}

/** One lane more: a step beyond the last one in the settings that are numbers. */
export function nextLane(runs, setting) {
  const set = { ...runs.at(-1)?.set };
  for (const [path, value] of Object.entries(set)) {
    const found = setting(path);
    if (typeof value !== "number" || !found) continue;
    const before = runs.at(-2)?.set[path];
    const step = typeof before === "number" && before !== value ? (isWide(found) && before > 0 && value > 0 ? sensible(value * (value / before)) : value + (value - before)) : isWide(found) ? value * 3 : value + 1;
    const { minimum = -Infinity, maximum = Infinity } = found.schema;
    set[path] = Math.min(maximum, Math.max(minimum, Number(step.toPrecision(3))));
  }
  return { name: "", set };
}

/** "SGD, learning rate 0.1": what the legend calls a lane without a name. */
export function laneInWords(set, setting) {
  const told = Object.entries(set).map(([path, value]) => {
    const found = setting(path);
    const name = path.replace(/\.kind$/, "").split(".").pop().replaceAll("_", " ");
    const text = found ? shownValue(found, value) : String(value?.kind ?? value);
    return found?.type === "options" && typeof value === "string" ? text : `${name} ${text}`;
  });
  return told.join(", ") || "as set";
}
