// What is wrong with a number that somebody typed. Pure.

/** A sentence about a value that its schema does not allow, or null. */
export function numberProblem(schema, value) {
  const nullable = (schema.anyOf ?? []).find(({ type }) => type !== "null");
  if (value === null && nullable) return null;
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = { ...nullable, ...schema };
  if (type && !["number", "integer"].includes(type)) return null;
  if (typeof value !== "number" || !Number.isFinite(value)) return "This should be a number.";
  if (type === "integer" && !Number.isInteger(value)) return "This should be a whole number.";
  if (value < minimum) return `This should be at least ${minimum}.`;
  if (value > maximum) return `This should be at most ${maximum}.`;
  if (value <= exclusiveMinimum) return `This should be above ${exclusiveMinimum}.`;
  if (value >= exclusiveMaximum) return `This should be below ${exclusiveMaximum}.`;
  return null;
}
