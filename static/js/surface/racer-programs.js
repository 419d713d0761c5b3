// The compiled rule of an optimizer: the schema has those of all built-in ones, the server compiles what students write.

import { checkRule } from "../api.js";
import { variants } from "../schema.js";

const known = new Map();

/** The program of an optimizer's spec; null where its rule cannot be run. */
export async function programOf(schema, optimizer) {
  const member = variants(schema, schema.properties.optimizer).find(({ kind }) => kind === optimizer.kind);
  return member.schema["x-program"] ?? compiled(optimizer.rule);
}

async function compiled(rule) {
  if (!known.has(rule)) {
    try {
      known.set(rule, (await checkRule(rule)).program);
    } catch (refused) {
      if (!refused.problems) throw refused;
      // Too many questions, or no server: asked again with the next change.
      return null;
    }
  }
  return known.get(rule);
}
