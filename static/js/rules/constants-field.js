// The constants of a written rule: a box and a slider for each; they come and go with the names in its text.

import { make } from "../elements.js";
import { constantSchema } from "./constants.js";
import { whileShown } from "./while-shown.js";

export function constantsField(form, schema, path) {
  const rows = make("div", { class: "rule-constants", "data-constants": path });
  const drawn = new Map();
  const live = schema["x-live"];
  const draw = () => {
    const constants = form.get(path) ?? {};
    const names = Object.keys(constants);
    if (names.join() === [...drawn.keys()].join() && rows.childElementCount === names.length) return;
    const old = new Map(drawn);
    drawn.clear();
    // What stays is not drawn anew: somebody may be typing in it.
    for (const name of names) drawn.set(name, old.get(name) ?? form.draw(constantSchema(name, constants[name], { "x-live": live }), `${path}.${name}`));
    rows.replaceChildren(...drawn.values());
  };
  whileShown(form, rows, draw);
  draw();
  return rows;
}
