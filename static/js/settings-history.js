// What was set before: settings go back and forth, step by step. Pure.

import { at, replaced, same } from "./schema.js";

const PAUSE = 800;
const MOST = 100;

export class SettingsHistory {
  constructor(spec) {
    this.begin(spec);
  }

  /** Forgets everything: these are other settings, not changed ones. */
  begin(spec) {
    Object.assign(this, { past: [], present: spec, future: [], path: null, time: -Infinity });
  }

  /** A setting was changed. Typing or dragging one setting is one step, until there is a pause. */
  record(spec, path, time) {
    if (same(spec, this.present)) return;
    const goesOn = path !== "" && path === this.path && time - this.time < PAUSE && this.future.length === 0;
    if (!goesOn) this.past = [...this.past, this.present].slice(-MOST);
    Object.assign(this, { present: spec, future: [], path, time });
  }

  /** A setting changed by itself, which is no step: every step that had the old value has the new one. */
  follow(path, value) {
    const old = at(this.present, path);
    const moved = (spec) => (same(at(spec, path), old) ? replaced(spec, path, value) : spec);
    Object.assign(this, { past: this.past.map(moved), present: moved(this.present), future: this.future.map(moved) });
  }

  /** The settings one step back or forth, or null at the end. */
  undo() {
    return this.move(this.past, this.future);
  }

  redo() {
    return this.move(this.future, this.past);
  }

  move(from, to) {
    if (from.length === 0) return null;
    to.push(this.present);
    this.present = from.pop();
    this.path = null;
    return this.present;
  }
}
