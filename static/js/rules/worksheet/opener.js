// The fold of the worksheet on the page: its code comes when it is opened, and the end of the address keeps its task.

import { variants } from "../../schema.js";
import { ruleOf } from "../examples.js";
import { hashOf, taskIn } from "./task.js";

/** `fold`: the details element; `root`: a schema that has optimizers; `own()`: rules [{name, title, rule, constants}] of the page. */
export function connectWorksheet(fold, root, own = () => []) {
  let sheet = null;
  const open = async () => {
    if (sheet) return;
    sheet = "coming";
    const loaded = await import("./worksheet.js").catch(console.error);
    // Opening it again tries once more.
    if (!loaded) return void (sheet = null);
    const built = variants(root, root.properties.optimizer).map(({ kind, title, schema }) => ({ name: kind, title, ...ruleOf(schema) })).filter(({ rule }) => rule);
    sheet = new loaded.Worksheet(fold.querySelector("[data-worksheet-place]"), [...built, ...own()], (task) => history.replaceState(history.state, "", `#${hashOf(task)}`));
    sheet.show(taskIn(location.hash) ?? sheet.task);
  };
  fold.addEventListener("toggle", () => {
    if (fold.open) open();
    else if (taskIn(location.hash)) history.replaceState(history.state, "", location.pathname + location.search);
  });
  const arrive = () => {
    const asked = taskIn(location.hash) || new URLSearchParams(location.search).has("worksheet");
    if (!asked) return;
    fold.open = true;
    fold.scrollIntoView({ block: "start" });
    if (taskIn(location.hash)) sheet?.show?.(taskIn(location.hash));
  };
  window.addEventListener("hashchange", arrive);
  arrive();
}
