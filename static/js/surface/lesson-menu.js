// The races of the lessons, one choice away: the lab shows it, and a question says what to look for.

import { make } from "../elements.js";
import { LESSONS } from "./lessons.js";

/** Fills `box` with a list of lessons; `question`: where the question of the chosen one stands. */
export function connectLessons(lab, box, question) {
  const select = make("select", { class: "select", "aria-label": "A race of the lessons", "data-lessons": "" },
    make("option", { value: "" }, "From the lessons …"),
    ...LESSONS.map(({ name, title }) => make("option", { value: name }, `${name.split(" ")[0]} ${title}`)));
  let own = false;
  const tell = ({ question: words = "", more } = {}) => question.replaceChildren(words, ...(more ? [" ", make("a", { href: more.href }, `${more.text} →`)] : []));
  select.addEventListener("change", async () => {
    const lesson = LESSONS.find(({ name }) => name === select.value);
    if (!lesson) return;
    own = true;
    await lab.open(lesson.query);
    own = false;
    tell(lesson);
  });
  // Whoever opens something else has left the lesson.
  lab.addEventListener("loaded", () => {
    if (own) return;
    select.value = "";
    tell();
  });
  box.append(select);
}
