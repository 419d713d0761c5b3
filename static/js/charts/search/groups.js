// The two sides of a comparison: what each looks like in every chart. Pure.

/** Grid and random search, everywhere alike: colour, dash and shape. */
export const SIDES = { grid: { colour: "run-2", dash: "6px,3px", shape: "square" }, random: { colour: "run-1", dash: "solid", shape: "circle" } };
const OTHERS = [{ colour: "run-1", dash: "solid", shape: "circle" }, { colour: "run-2", dash: "6px,3px", shape: "diamond" }];

/** The names of the groups of a comparison, in the order of their first trials; [""] where there are none. */
export function groupsOf(trials) {
  return [...new Set(trials.map(({ group }) => group ?? ""))];
}

/** {colour, dash, shape} of a group among `groups`. */
export function groupLook(group, groups) {
  return SIDES[group] ?? OTHERS[Math.max(0, groups.indexOf(group)) % OTHERS.length];
}
