// A lesson: its words above the page, and the controls that it hides until a student wants to see all of them.

import { selectorsOf } from "./lesson-controls.js";

const LONGEST = { title: 120, intro: 600 };

export class Lesson {
  /** `banner` is the place of its words; `address` holds the lesson and is told when it changes. */
  constructor(banner, address) {
    Object.assign(this, { banner, address });
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    this.hidden = [];
    banner.querySelector("[data-lesson-all]").addEventListener("click", () => this.toggle());
  }

  /** Shows the page as the lesson of the address wants it. */
  show() {
    const { hide, title, intro } = this.address.lesson;
    this.hidden = hide;
    this.apply(hide);
    this.put("title", title);
    this.put("intro", intro);
    this.banner.querySelector("[data-lesson-plain]").hidden = Boolean(title || intro);
    this.banner.hidden = !hide.length && !title && !intro;
  }

  apply(hide) {
    // Fields are drawn anew all the time: a rule hides those that come later too.
    this.sheet.replaceSync("");
    for (const selector of hide.flatMap(selectorsOf)) this.sheet.insertRule(`${selector} { display: none !important; }`);
    const button = this.banner.querySelector("[data-lesson-all]");
    button.hidden = this.hidden.length === 0;
    button.textContent = hide.length ? "Show all controls" : "Back to the lesson";
    document.body.classList.toggle("is-lesson", hide.length > 0);
    document.dispatchEvent(new Event("lesson-shown"));
  }

  toggle() {
    const hide = this.address.lesson.hide.length ? [] : this.hidden;
    this.address.lesson = { ...this.address.lesson, hide };
    this.apply(hide);
    this.address.write();
  }

  put(name, text) {
    const element = this.banner.querySelector(`[data-lesson-${name}]`);
    element.textContent = text.slice(0, LONGEST[name]);
    element.hidden = !text;
  }
}
