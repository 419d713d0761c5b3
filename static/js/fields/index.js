// Which module draws which setting: the first line that fits the schema.

import { addedPointsField } from "./added-points.js";
import { selectField, switchField } from "./choice.js";
import { datasetField } from "./dataset.js";
import { familyField } from "./family.js";
import { featuresField } from "./features.js";
import { groupField, optionalField } from "./group.js";
import { isLayers, layersField, plainNumber } from "./layers.js";
import { numberField } from "./number.js";
import { perColumnField } from "./per-column.js";
import { splitField } from "./split.js";
import { isWholeNumbers, wholeNumbersField } from "./whole-numbers.js";
import { constantsField } from "../rules/constants-field.js";
import { ruleField } from "../rules/rule-field.js";
import { isConstants, isRule, variants, withoutNull } from "../schema.js";

const FIELDS = [
  [({ path }) => path === "data.dataset", datasetField],
  [({ path }) => path === "data.features", featuresField],
  [({ schema }) => schema["x-name"] === "Split", splitField],
  [({ schema }) => schema["x-per-column"], perColumnField],
  [({ schema }) => isRule(schema), ruleField],
  [({ schema }) => isConstants(schema), constantsField],
  [({ schema }) => schema["x-points"], addedPointsField],
  [({ root, schema }) => isLayers(root, schema), layersField],
  [({ root, schema }) => variants(root, schema), familyField],
  [({ root, schema }) => withoutNull(root, schema)?.properties, optionalField],
  [({ schema }) => schema.properties, groupField],
  [({ schema }) => schema.type === "boolean", switchField],
  [({ schema }) => schema.enum, selectField],
  [({ schema }) => isWholeNumbers(schema), wholeNumbersField],
  [({ options }) => options.plain, plainNumber],
  [() => true, numberField],
];

/** The element for one setting. */
export function drawField(form, schema, path, options = {}) {
  const [, field] = FIELDS.find(([fits]) => fits({ root: form.root, schema, path, options }));
  return field(form, schema, path, options);
}
