// The prediction of a lesson: picked before anything is seen, kept afterwards, and marked right or wrong in the end.

export class Prediction {
  /** `picked()` is told when something was picked. */
  constructor(page, answer, picked) {
    Object.assign(this, { page, answer });
    this.fields = page.querySelector("[data-prediction]");
    this.fields.addEventListener("change", picked);
  }

  /** Place of the option that was picked, or null. */
  get choice() {
    const found = this.fields.querySelector("input:checked");
    return found ? Number(found.value) : null;
  }

  /** From now on it stays; `choice` is what was picked before a reload. */
  lock(choice = this.choice) {
    for (const input of this.fields.querySelectorAll("input")) {
      input.checked = Number(input.value) === choice;
      input.disabled = true;
    }
    this.page.querySelector("[data-prediction-hint]").hidden = true;
  }

  judge() {
    const { choice, answer } = this;
    const mark = (place, name, words) => {
      const verdict = this.fields.querySelector(`[data-picked="${place}"]`);
      verdict.closest("label").classList.add(name);
      verdict.textContent = words;
      verdict.hidden = false;
    };
    mark(answer, "is-right", choice === answer ? "your pick, right" : "right");
    if (choice !== null && choice !== answer) mark(choice, "is-wrong", "your pick");
    this.page.querySelector("[data-because-lead]").textContent = choice === answer ? "Right." : choice === null ? "" : "Not this time.";
    this.page.querySelector("[data-because]").hidden = false;
  }
}
