// Lets the fields of the form draw what is set about a way: they ask a form for values, and this one asks the draft.

import { drawField } from "../fields/index.js";
import { at, neededBy, replaced, shownFields } from "../schema.js";

/** Said last: they are the same for every way, and seldom changed. */
const LAST = ["seeds", "objective", "seed"];

export class DraftForm {
  constructor(draft) {
    Object.assign(this, { draft, root: draft.root, part: draft.part });
  }

  get value() {
    return this.draft.value;
  }

  get(path) {
    return at(this.value, path);
  }

  set(path, value) {
    const [name, ...rest] = path.split(".").slice(1);
    this.draft.put(name, rest.length ? replaced(this.draft.set[name], rest.join("."), value) : value);
  }

  draw(schema, path, options = {}) {
    const element = drawField(this, schema, path, options);
    const needed = neededBy(schema, path);
    element.hidden = Boolean(needed) && !this.get(needed);
    return element;
  }

  dataset() {
    return undefined;
  }

  mark() {}

  addEventListener(...given) {
    this.draft.addEventListener(...given);
  }

  removeEventListener(...given) {
    this.draft.removeEventListener(...given);
  }

  /** A field for everything that is neither axes nor lanes. */
  fields(schema, except) {
    const place = ([name]) => LAST.indexOf(name);
    return shownFields(this.root, schema).filter(([name]) => !except.includes(name)).sort((one, other) => place(one) - place(other))
      .map(([name, inner]) => this.draw(inner, `${this.part}.${name}`));
  }
}
