import { NotesPanel } from "/static/js/notes-panel.js";
import { make } from "/static/js/elements.js";
import { equal, test } from "./check.js";

function opened() {
  const form = make("form", { "data-notes-form": true }, make("input", { name: "title" }), make("input", { name: "description" }),
    make("textarea", { name: "notes" }), make("span", { "data-notes-count": true }), make("p", { "data-notes-problem": true }),
    make("button", { type: "button", "data-notes-cancel": true }));
  const panel = make("section", {}, make("button", { "data-write": true }), make("p", { "data-notes": true }), form);
  document.body.append(panel, make("div", { "data-toast": true }));
  new NotesPanel(panel, { mine: true, title: "Rates", description: "", notes: "" }, () => {}).open();
  const escape = () => form.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  return { form, panel, escape };
}

test("Escape closes the notes where nothing was typed", () => {
  const { form, panel, escape } = opened();
  escape();
  equal(form.hidden, true);
  panel.remove();
});

test("Escape keeps what was typed, Cancel lets it go", () => {
  const { form, panel, escape } = opened();
  form.elements.notes.value = "Half a thought";
  escape();
  equal([form.hidden, form.elements.notes.value], [false, "Half a thought"]);
  panel.querySelector("[data-notes-cancel]").click();
  equal(form.hidden, true);
  panel.remove();
});
