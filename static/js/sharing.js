// Who sees an experiment of a class, and under which name; its owner changes that with one choice.

import * as api from "./api.js";
import { say } from "./notices.js";

const ANONYMOUS = " Your teacher sees your nickname all the same.";
const WORDS = {
  private: "The link opens it for you alone, and for your teacher and viewers of the class.",
  class: "The link opens it for your class alone.",
  link: "The link opens it for everyone who has it, without a class too.",
};

/** Whose work it is, in words for the line below its name; empty where nobody may know or need know. */
export function authorInWords({ sharing, mine }) {
  return sharing?.author && !mine ? ` by ${sharing.author}` : "";
}

export class Sharing {
  /** `details` is the answer about the experiment. Outside of classes there is nothing to choose: the link is enough. */
  constructor(form, details) {
    Object.assign(this, { form, details });
    const { visibility, anonymous, classroom, author } = details.sharing;
    form.hidden = !details.mine || (!classroom && visibility === "link");
    if (form.hidden) return;
    this.fields = form.elements;
    this.fields.visibility.querySelector("[value=class]").hidden = !classroom;
    form.querySelector("[data-nickname]").textContent = author ?? "";
    this.fields.anonymous.closest("label").hidden = !author;
    this.show({ visibility, anonymous });
    form.addEventListener("change", (event) => this.save(event.target.name));
  }

  show({ visibility, anonymous }) {
    this.fields.visibility.value = visibility;
    this.fields.anonymous.value = String(anonymous);
    this.form.querySelector("[data-sharing-words]").textContent = WORDS[visibility] + (anonymous && this.details.sharing.classroom ? ANONYMOUS : "");
  }

  /** What is refused goes back to how it was. */
  async save(name) {
    const value = this.fields[name].value;
    try {
      this.details.sharing = await api.share(this.details.id, { [name]: name === "anonymous" ? value === "true" : value });
      say("Saved");
    } catch (refused) {
      if (!refused.problems) throw refused;
      say(refused.message);
    }
    this.show(this.details.sharing);
  }
}
