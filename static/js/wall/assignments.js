// What the teacher has set: the lesson, its target, and who has reached it. Teachers add and remove them here.

import { addAssignment, removeAssignment } from "../api.js";
import { make } from "../elements.js";
import { say, showProblems } from "../notices.js";
import { retell } from "../retold.js";
import { countOf, goalOf, standingOf, wanted } from "./assignment-words.js";

const NONE = [];
const TONES = { good: "reached", late: "too late", open: "not yet" };

export class Assignments {
  constructor(section, { teacher, code }) {
    Object.assign(this, { section, teacher, code, list: section.querySelector("[data-assignments]"), form: section.querySelector("form") });
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.add();
    });
    this.list.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-remove]");
      if (button) void this.remove(button);
    });
  }

  show({ assignments = NONE, mine = {} }) {
    const reached = String(mine.reached);
    if (this.told?.assignments === assignments && this.told.reached === reached) return;
    this.told = { assignments, reached };
    this.section.hidden = !this.teacher && assignments.length === 0;
    retell(this.list, assignments.map((each) => this.card(each, mine)));
  }

  card(each, mine) {
    const reached = mine.reached?.includes(each.id);
    return make("li", { class: "wall-task", "data-key": String(each.id), "data-over": each.over ? "" : null },
      make("div", { class: "wall-task-head" },
        make("h3", {}, each.title), reached ? make("strong", { class: "wall-reached" }, "✓ You have reached it") : null,
        each.over ? make("span", { class: "wall-over" }, "Over") : null,
        make("div", { class: "wall-actions" },
          make("a", { class: "button small", href: each.lesson }, "Open the lesson"),
          this.teacher ? make("button", { class: "button quiet small", type: "button", "data-remove": String(each.id), "aria-label": `Remove ${each.title}` }, "Remove") : null)),
      make("p", {}, `${goalOf(each)}.`),
      make("p", { class: "muted" }, make("progress", { max: String(Math.max(1, each.students)), value: String(each.reached), "aria-hidden": "true" }), ` ${countOf(each)}.`),
      each.who ? make("details", {}, make("summary", {}, "Who has reached it"), make("ul", { class: "wall-who-list" }, ...each.who.map((student) => this.student(student, each)))) : null);
  }

  student(student, each) {
    const { tone, text } = standingOf(student, each.metric);
    return make("li", { "data-tone": tone }, student.id ? make("a", { href: `/e/${student.id}` }, student.name) : make("span", {}, student.name),
      make("span", {}, text), make("span", { class: "visually-hidden" }, TONES[tone]));
  }

  async add() {
    const values = Object.fromEntries(new FormData(this.form));
    for (const field of this.form.querySelectorAll("[data-problem]")) field.textContent = "";
    for (const input of this.form.elements) input.removeAttribute("aria-invalid");
    try {
      await addAssignment(this.code, wanted(values));
      this.form.reset();
      this.form.closest("details").open = false;
      say("The class has a new task");
    } catch (refused) {
      if (!refused.problems) throw refused;
      this.refuse(refused.problems);
    }
  }

  /** Each sentence at its field; what belongs to none above. */
  refuse(problems) {
    const rest = [];
    for (const problem of problems) {
      const name = problem.loc.split(".").pop();
      const place = name && this.form.querySelector(`[data-problem="${CSS.escape(name)}"]`);
      if (!place) rest.push(problem);
      else {
        place.textContent = problem.msg;
        this.form.elements[name].setAttribute("aria-invalid", "true");
      }
    }
    if (rest.length) showProblems(rest);
    this.form.querySelector('[aria-invalid="true"]')?.focus();
  }

  async remove(button) {
    button.disabled = true;
    try {
      await removeAssignment(this.code, button.dataset.remove);
      say("Removed");
    } catch (refused) {
      button.disabled = false;
      if (!refused.problems) throw refused;
      showProblems(refused.problems);
    }
  }
}
