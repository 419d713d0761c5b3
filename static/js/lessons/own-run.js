// One thing to try: the controls of the lesson with other values, trained as a run of one's own and drawn over the others.

import * as api from "../api.js";
import { lengthened, pairsOf, queryOf } from "../address.js";
import { CONTROLS, selectorsOf } from "../lesson-controls.js";
import { at, completed, defaultOf, replaced, same, schemaAt, variants } from "../schema.js";
import { LessonForm } from "./lesson-form.js";

/** The controls of the playground that a lesson does not need, by the names in links. Pure. */
export function hiddenBeside(paths) {
  const wanted = (name) => paths.some((path) => path === lengthened(name) || lengthened(name).startsWith(`${path}.`) || path.startsWith(`${lengthened(name)}.`) || lengthened(name) === path.split(".")[0]);
  const groups = CONTROLS.filter(([title]) => ["Settings", "Data"].includes(title));
  const names = groups.flatMap(([, controls]) => controls.map(([name]) => name)).filter((name) => !wanted(name) && selectorsOf(name).length);
  return ["settings", "search", ...names];
}

/** What was changed, as a name for the legend: "learning rate 0.08". Pure. */
export function ownName(spec, paths, value) {
  const changed = paths.filter((path) => !same(at(spec, path), at(value, path)));
  const words = changed.map((path) => `${path.split(".").at(-1).replaceAll("_", " ")} ${shown(at(value, path))}`);
  return words.length ? words.join(", ") : "as it was";
}

const shown = (value) => (value === null ? "off" : typeof value === "object" ? value.kind ?? "changed" : value);

/** The settings to draw: a choice is drawn whole, with all that belongs to it. Pure. */
export function drawnPaths(paths) {
  const whole = [...new Set(paths.map((path) => path.replace(/\.kind$/, "")))];
  return whole.filter((path) => !whole.some((other) => path.startsWith(`${other}.`)));
}

/** A spec with another setting; another kind brings its own settings along and keeps those that it shares. Pure. */
export function withSetting(root, spec, path, value) {
  if (!path.endsWith(".kind")) return replaced(spec, path, value);
  const parent = path.slice(0, -".kind".length);
  const member = variants(root, schemaAt(root, spec, parent) ?? {})?.find(({ kind }) => kind === value);
  if (!member) return replaced(spec, path, value);
  const shared = Object.entries(at(spec, parent) ?? {}).filter(([name]) => name !== "kind" && Object.hasOwn(member.schema.properties, name));
  return replaced(spec, parent, { ...defaultOf(root, member.schema), ...Object.fromEntries(shared), kind: value });
}

export class OwnRun {
  /** `page`: the article; `data`: of the lesson; `train(id, name)`: an own run has begun. */
  constructor(page, description, data, { train, guarded }) {
    Object.assign(this, { page, description, data, train, guarded });
    this.spec = completed(description.schema, { ...description.defaults, ...structuredClone(data.trainings[0].spec) });
    const begin = Object.entries(data.attempt).reduce((spec, [path, value]) => withSetting(description.schema, spec, path, value), this.spec);
    const paths = drawnPaths([...data.controls, ...Object.keys(data.attempt)]);
    this.paths = paths;
    this.form = new LessonForm(page.querySelector("[data-lesson-form]"), description, paths, begin);
    this.button = page.querySelector("[data-try]");
    this.button.addEventListener("click", () => this.go());
    this.form.addEventListener("change", () => this.link());
    this.link();
  }

  reveal() {
    for (const part of ["[data-lesson-form]", "[data-try]", "[data-open]"]) this.page.querySelector(part).hidden = false;
  }

  link() {
    const pairs = [...pairsOf(this.description, this.form.value), ["hide", hiddenBeside(this.paths).join(",")], ["lesson", this.page.querySelector("h1").textContent.trim()]];
    this.page.querySelector("[data-open]").href = `/?${queryOf(pairs.filter(([name]) => name !== "title"))}`;
  }

  async go() {
    this.button.disabled = true;
    const name = ownName(this.spec, this.paths, this.form.value);
    await this.guarded(async () => {
      try {
        const { id } = await api.createExperiment({ ...this.form.value, seed: this.seed ?? this.form.value.seed, title: `${this.data.number}: ${name}`.slice(0, 120) });
        this.page.querySelector("[data-own]").textContent = `Your run trains: ${name}. It is drawn over the others, dashed, and counts for no claim.`;
        await this.train(id, name);
      } catch (refused) {
        if (!refused.problems) throw refused;
        const homeless = this.form.showProblems(refused.problems, { focus: true });
        if (homeless.length) throw new api.Refused(refused.status, homeless);
      }
    });
    this.button.disabled = false;
  }
}
