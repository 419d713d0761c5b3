// The rule of a written optimizer among the settings. Its editor is fetched with the first such field: most visits do without.

import { make } from "../elements.js";
import { frame } from "../fields/frame.js";

export function ruleField(form, schema, path) {
  const place = make("div", { class: "rule-editor" });
  import("./rule-editor.js").then(({ RuleEditor }) => new RuleEditor(form, schema, path, place)).catch((error) => {
    place.textContent = "The editor could not be fetched: load the page again.";
    console.error(error);
  });
  return frame(schema, path, { stacked: true, below: place });
}
