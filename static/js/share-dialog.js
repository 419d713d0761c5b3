// The dialog of links: the settings as a link, a lesson that hides controls, and links that come from elsewhere.

import { make } from "./elements.js";
import { CONTROLS } from "./lesson-controls.js";
import { copyLink } from "./notices.js";
import { stateIn } from "./tensorflow-playground.js";

export class ShareDialog {
  /** `open(state)`: the settings of another playground are wanted. */
  constructor(dialog, address, open) {
    Object.assign(this, { dialog, address, openForeign: open });
    this.part("controls").replaceChildren(...CONTROLS.map(([heading, controls]) => make("fieldset", { class: "lesson-group" }, make("legend", {}, heading),
      ...controls.map(([name, title]) => make("label", { class: "lesson-choice" }, make("input", { type: "checkbox", value: name }), title)))));
    dialog.addEventListener("input", () => this.show());
    for (const [name, act] of Object.entries({
      "copy-link": () => copyLink(this.link), "copy-lesson": () => copyLink(this.lessonLink), "open-foreign": () => this.foreign(),
    })) this.part(name).addEventListener("click", act);
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("input")) return;
      // It would press Close, the one button of the form.
      event.preventDefault();
      if (event.target === this.part("foreign")) this.foreign();
    });
  }

  part(name) {
    return this.dialog.querySelector(`[data-share-part="${name}"]`);
  }

  open() {
    const { hide, title, intro } = this.address.lesson;
    for (const box of this.boxes()) box.checked = hide.includes(box.value);
    this.part("title").value = title;
    this.part("intro").value = intro;
    this.part("problem").hidden = true;
    this.show();
    this.dialog.showModal();
  }

  boxes() {
    return [...this.part("controls").querySelectorAll("input")];
  }

  /** What is ticked, and what the present lesson hides beyond the list. */
  get hide() {
    const boxes = this.boxes();
    const others = this.address.lesson.hide.filter((name) => !boxes.some((box) => box.value === name));
    return [...boxes.filter((box) => box.checked).map((box) => box.value), ...others];
  }

  show() {
    const whole = (address) => new URL(address, location.href).href;
    const lesson = { hide: this.hide, title: this.part("title").value.trim(), intro: this.part("intro").value.trim() };
    this.link = whole(this.address.address({}, { hide: [], title: "", intro: "" }));
    this.lessonLink = whole(this.address.address({}, lesson));
    this.part("link").value = this.link;
    this.part("lesson-link").value = this.lessonLink;
    this.part("try").href = this.lessonLink;
    const count = this.hide.length;
    this.part("count").textContent = count ? `${count} hidden` : "nothing hidden yet";
  }

  foreign() {
    const state = stateIn(this.part("foreign").value);
    this.part("problem").hidden = Boolean(state);
    if (!state) return;
    this.part("foreign").value = "";
    this.dialog.close();
    this.openForeign(state);
  }
}

/** What differs from the playground that a link comes from, and why; null takes the note away. */
export function showForeignNotes(panel, notes) {
  panel.hidden = !notes;
  const things = (notes ?? []).map(({ what }) => what);
  panel.querySelector("[data-foreign-words]").textContent = `${things.length} things differ, and why: ${things.join(", ").toLowerCase()}`;
  panel.querySelector("dl").replaceChildren(...(notes ?? []).map(({ what, text }) => make("div", {}, make("dt", {}, what), make("dd", {}, text))));
}
