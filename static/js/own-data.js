// A student's own table: paste or choose it, look at what was read, say what to learn, use it.

import * as api from "./api.js";
import { make } from "./elements.js";
import { count, whole } from "./numbers.js";
import { looksTabular } from "./pasted-table.js";

export class OwnDataDialog {
  /** `use(entry)` is told the data set that was made. */
  constructor(dialog, use) {
    this.dialog = dialog;
    this.use = use;
    this.find("csv").addEventListener("input", () => this.textChanged());
    // A pasted table needs no further press to be read.
    this.find("csv").addEventListener("paste", () => setTimeout(() => {
      if (looksTabular(this.find("csv").value)) this.attempt(() => this.inspect());
    }));
    this.find("file").addEventListener("change", (event) => this.readFile(event.target.files[0]));
    this.find("inspect").addEventListener("click", () => this.attempt(() => this.inspect()));
    this.find("create").addEventListener("click", () => this.attempt(() => this.create()));
    this.find("target").addEventListener("change", () => this.targetChanged());
    dialog.addEventListener("dragover", (event) => event.preventDefault());
    dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      this.readFile(event.dataTransfer.files[0]);
    });
    this.textChanged();
  }

  find(name) {
    return this.dialog.querySelector(`[data-own="${name}"]`);
  }

  /** `text`: a table that was pasted elsewhere; it is read at once. */
  open(text = null) {
    this.showProblems([]);
    this.dialog.showModal();
    this.find("csv").focus();
    if (text === null) return;
    this.find("csv").value = text;
    this.textChanged();
    this.attempt(() => this.inspect());
  }

  textChanged() {
    this.find("inspect").disabled = this.find("csv").value.trim() === "";
    this.find("found").hidden = true;
    this.find("create").hidden = true;
    this.find("inspect").hidden = false;
    this.showProblems([]);
  }

  async readFile(file) {
    if (!file) return;
    this.find("csv").value = await file.text();
    this.find("name").value = file.name.replace(/\.[^.]+$/, "");
    this.textChanged();
    this.attempt(() => this.inspect());
  }

  async attempt(action) {
    this.showProblems([]);
    this.dialog.setAttribute("aria-busy", "true");
    try {
      await action();
    } catch (refused) {
      this.showProblems(refused.problems || [{ loc: "", msg: refused.message }]);
    } finally {
      this.dialog.removeAttribute("aria-busy");
    }
  }

  async inspect() {
    const { columns, rows } = await api.inspectTable(this.find("csv").value);
    this.columns = columns;
    this.find("rows").textContent = `${count(rows, "row")}, ${count(columns.length, "column")}`;
    this.find("columns").replaceChildren(...columns.map(row));
    this.find("target").replaceChildren(...columns.map(({ name }) => make("option", { value: name }, name)));
    this.find("target").value = columns[columns.length - 1].name;
    this.find("missing-field").hidden = columns.every((column) => column.missing === 0);
    this.targetChanged();
    this.find("found").hidden = false;
    this.find("inspect").hidden = true;
    this.find("create").hidden = false;
    this.find("create").focus();
  }

  targetChanged() {
    const target = this.columns.find((column) => column.name === this.find("target").value);
    const words = target.type === "category" || target.distinct <= 10 ? "classes" : "a number";
    this.find("task").options[0].textContent = `decide by the column (looks like ${words})`;
  }

  async create() {
    const entry = await api.createDataset({
      name: this.find("name").value.trim() || "My table",
      csv: this.find("csv").value,
      target: this.find("target").value,
      task: this.find("task").value || null,
      missing: this.find("missing").value,
    });
    this.dialog.close();
    this.use(entry);
  }

  showProblems(problems) {
    this.find("problems").replaceChildren(...problems.map(({ msg }) => make("p", { class: "notice danger", role: "alert" }, msg)));
    this.find("csv").setAttribute("aria-invalid", String(problems.length > 0));
    if (problems.length) this.find("problems").scrollIntoView({ block: "nearest" });
  }
}

function row({ name, type, missing, distinct, examples }) {
  return make("tr", {},
    make("th", { scope: "row" }, name),
    make("td", {}, type === "number" ? "numbers" : "words"),
    make("td", { class: "number" }, whole(distinct)),
    make("td", { class: missing ? "number has-missing" : "number" }, missing ? whole(missing) : "none"),
    make("td", { class: "examples" }, examples.slice(0, 4).join(", ")));
}
