// The few settings of a lesson that may be changed, drawn from the schema of the spec as everywhere else.

import { SchemaForm } from "../schema-form.js";
import { at, schemaAt } from "../schema.js";

export class LessonForm extends SchemaForm {
  /** `paths`: dotted, those that lead nowhere in `spec` are left out. */
  constructor(container, description, paths, spec) {
    super(container, description);
    this.paths = paths;
    this.load(spec);
  }

  rebuild() {
    this.groups = [];
    const found = (this.paths ?? []).map((path) => [path, schemaAt(this.root, this.value, path)]).filter(([path, schema]) => schema && at(this.value, path) !== undefined);
    this.container.replaceChildren(...found.map(([path, schema]) => this.draw(schema, path)));
    this.mark();
  }

  redraw() {
    this.rebuild();
  }
}
