// Choices of a family in the schema of a surfaces request: which there are, and how each begins. Pure.

import { defaultOf, variants } from "../schema.js";

/** The member of a family ("surface", "optimizer") that a kind names; undefined where none does. */
export function memberOf(schema, family, kind) {
  return variants(schema, schema.properties[family]).find((each) => each.kind === kind);
}

/** A surface or an optimizer of a kind as it begins: {kind, …defaults}. */
export function beginning(schema, family, kind) {
  return { ...defaultOf(schema, memberOf(schema, family, kind).schema), kind };
}

/** Where a walk begins unless it is told otherwise: one number per axis of the picture. */
export function usualStart(schema, surface, axes) {
  const start = memberOf(schema, "surface", surface.kind).schema["x-start"];
  return Array.from({ length: axes }, (_, axis) => start[Math.min(axis, start.length - 1)]);
}
