// The compiled rule of an optimizer: the schema has those of all built-in ones, the server compiles what students write.

import { checkRule } from "../api.js";
import { variants } from "../schema.js";

/** Somebody who types is not asked about at every letter. */
const PAUSE = 180;
const known = new Map();

/** The program of an optimizer's spec; null where its rule cannot be run, undefined where no server could read it. `wanted()`: whether, a moment later, it still matters. */
export async function programOf(schema, optimizer, wanted = () => true) {
  const member = variants(schema, schema.properties.optimizer).find(({ kind }) => kind === optimizer.kind);
  return member.schema["x-program"] ?? compiled(optimizer.rule, wanted);
}

async function compiled(rule, wanted) {
  if (!known.has(rule)) {
    await new Promise((done) => { setTimeout(done, PAUSE); });
    if (!wanted()) return null;
  }
  if (!known.has(rule)) known.set(rule, asked(rule));
  return known.get(rule);
}

async function asked(rule) {
  try {
    return (await checkRule(rule)).program;
  } catch (refused) {
    known.delete(rule);
    if (!refused.problems) throw refused;
    // Too many questions, or no server.
    return undefined;
  }
}
