// The settings of a saved experiment in words: first what its maker chose, then everything.

import { make } from "./elements.js";
import { inWords } from "./words.js";

/** Fills the panel; settings that differ from the default are emphasised. */
export function showSettings(panel, { schema, defaults, datasets }, spec) {
  const groups = inWords(schema, spec, defaults, datasets);
  const changed = groups.flatMap((group) => group.lines.filter((line) => line.changed));
  panel.querySelector("[data-changed-settings]").replaceChildren(...changed.map((line) => item(line)));
  panel.querySelector("[data-no-changes]").hidden = changed.length > 0;
  panel.querySelector("[data-all-settings]").replaceChildren(...groups.map((group) => make("div", { class: "settings-group" },
    make("h3", {}, group.title),
    make("dl", {}, ...group.lines.flatMap((line) => [make("dt", {}, line.label), make("dd", { class: classes(line) }, line.text)])))));
}

function classes({ changed, code }) {
  return [changed ? "is-changed" : "", code ? "is-code" : ""].filter(Boolean).join(" ") || null;
}

function item(line) {
  return make("li", { "data-setting": line.path },
    make("span", { class: "setting-name" }, line.label),
    make("strong", { class: line.code ? "is-code" : null }, line.text),
    line.varied ? make("span", { class: "setting-before" }, "differs between the runs") : null,
    line.before && !line.code ? make("span", { class: "setting-before" }, `default ${line.before}`) : null);
}
