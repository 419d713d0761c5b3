// The two buttons that take settings back and bring them again.

import { SettingsHistory } from "./settings-history.js";

export class Undo {
  /** `load(spec)` shows settings, whole, and tells everybody. */
  constructor(root, form, load) {
    Object.assign(this, { form, load, steps: new SettingsHistory(form.value), moving: false });
    this.buttons = { undo: root.querySelector("[data-undo]"), redo: root.querySelector("[data-redo]") };
    for (const [way, button] of Object.entries(this.buttons)) button.addEventListener("click", () => this.go(way));
    form.addEventListener("change", ({ detail: { path, followed } }) => {
      if (followed) this.steps.follow(path, form.get(path));
      else if (!this.moving) this.steps.record(form.value, path, performance.now());
      this.show();
    });
    this.show();
  }

  /** The settings of the moment are where it starts: nothing to take back. */
  begin() {
    this.steps.begin(this.form.value);
    this.show();
  }

  go(way) {
    const spec = this.steps[way]();
    if (!spec) return;
    this.moving = true;
    this.load(spec);
    this.moving = false;
    this.show();
  }

  show() {
    this.buttons.undo.disabled = this.steps.past.length === 0;
    this.buttons.redo.disabled = this.steps.future.length === 0;
  }
}
