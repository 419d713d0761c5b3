// One choice of a family (an optimizer, a loss …): the choice itself, its sentence, and the fields it brings along.

import { idOf, make } from "../elements.js";
import { defaultOf, explanation, shownFields, variants } from "../schema.js";
import { shownRule } from "../rules/shown-rule.js";
import { frame } from "./frame.js";

export function familyField(form, schema, path, { terse = false } = {}) {
  const members = variants(form.root, schema);
  const remembered = new Map();
  const current = () => members.find((each) => each.kind === form.get(path)?.kind) || members[0];
  const sentence = make("p", { class: "field-note" });
  const fields = make("div", { class: "family-fields" });
  const select = make("select", { class: "select", id: idOf(`${path}.kind`) },
    ...members.map((each) => make("option", { value: each.kind }, each.title)));
  const draw = () => {
    select.value = current().kind;
    sentence.textContent = explanation(current().schema).sentence;
    const rule = shownRule(form, current().schema, path, members);
    fields.replaceChildren(...shownFields(form.root, current().schema).map(([name, inner]) => form.draw(inner, `${path}.${name}`)), ...(rule ? [rule] : []));
  };
  select.addEventListener("change", () => {
    const old = form.get(path);
    remembered.set(old.kind, old);
    const member = members.find((each) => each.kind === select.value);
    form.set(path, remembered.get(member.kind) || { ...defaultOf(form.root, member.schema), kind: member.kind });
    draw();
    form.mark();
  });
  draw();
  const help = { get title() { return current().title; }, get description() { return current().schema.description; }, get "x-source"() { return current().schema["x-source"]; } };
  const kind = frame(schema, `${path}.kind`, { input: members.length > 1 ? select : make("span", {}, members[0].title), help, stacked: !terse });
  return make("div", { class: `family${terse ? " terse" : ""}${path.includes(".") ? "" : " whole"}` }, kind, terse ? null : sentence, fields);
}
