// A list of settings that one searches by typing: a text field, and below it what fits.

import { make } from "../elements.js";

let pickers = 0;

export class SettingPicker {
  /** `settings()`: what can be picked now; `pick(setting)`: one was. */
  constructor(label, settings, pick) {
    Object.assign(this, { settings, pick, active: -1, id: `picker-${(pickers += 1)}` });
    this.input = make("input", {
      class: "input", type: "text", role: "combobox", placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "false",
      "aria-expanded": "false", "aria-controls": this.id, "aria-autocomplete": "list",
      onfocus: () => this.open(), oninput: () => this.open(), onclick: () => this.open(), onblur: () => this.close(), onkeydown: (event) => this.key(event),
    });
    // A press must not take the focus away, or the list would be gone before the click.
    this.list = make("ul", { class: "picker-list", id: this.id, role: "listbox", "aria-label": label, hidden: true, onpointerdown: (event) => event.preventDefault(), onclick: (event) => this.clicked(event) });
    this.element = make("div", { class: "picker" }, this.input, this.list);
  }

  open() {
    this.found = matching(this.settings(), this.input.value);
    this.active = this.input.value.trim() && this.found.length ? 0 : -1;
    this.list.replaceChildren(...rows(this.found, this.id));
    if (this.found.length === 0) this.list.append(make("li", { class: "picker-none muted small" }, "No setting is called like this."));
    this.list.hidden = false;
    this.list.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.key === "Escape" && !this.list.hidden) {
      // The dialog around it stays.
      event.preventDefault();
      event.stopPropagation();
      return this.close();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (!this.list.hidden && this.active >= 0) this.take(this.found[this.active]);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (this.list.hidden) this.open();
    if (this.found.length) this.active = (this.active + step + this.found.length) % this.found.length;
    this.mark();
  }

  mark() {
    const options = [...this.list.querySelectorAll("[role=option]")];
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
    const option = options[this.active];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  clicked(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.take(this.found[Number(option.dataset.index)]);
  }

  take(setting) {
    this.input.value = "";
    this.close();
    this.pick(setting);
  }
}

/** The settings whose name, group or path holds every typed word. Pure. */
export function matching(settings, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return settings.filter(({ label, group, path }) => {
    const all = `${group} ${label} ${path.replaceAll("_", " ")}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

function rows(found, id) {
  return found.flatMap((setting, index) => [
    ...(setting.group === found[index - 1]?.group ? [] : [make("li", { class: "picker-group", role: "presentation" }, setting.group)]),
    make("li", { class: "picker-option", role: "option", id: `${id}-${index}`, "data-index": index, "data-pick": setting.path }, setting.label),
  ]);
}
